"""The tutorial's program, as it is described: long polls of one item, ten units, on Tornado."""
import sys

import tornado.ioloop
import tornado.web


class ShoppingCart:
    def __init__(self):
        self.total = 10
        self.carts = set()
        self.waiting = []

    def count(self):
        return self.total - len(self.carts)

    def register(self, callback):
        self.waiting.append(callback)

    def move(self, session):
        if session not in self.carts:
            self.carts.add(session)
            self.notify()

    def remove(self, session):
        if session in self.carts:
            self.carts.remove(session)
            self.notify()

    def notify(self):
        told, self.waiting = self.waiting, []
        for callback in told:
            callback(self.count())


class StatusHandler(tornado.web.RequestHandler):
    async def get(self):
        told = tornado.ioloop.asyncio.get_running_loop().create_future()
        self.application.cart.register(told.set_result)
        count = await told
        self.write({"inventorycount": str(count)})


class CartHandler(tornado.web.RequestHandler):
    def post(self):
        session, action = self.get_argument("session"), self.get_argument("action")
        if action == "add":
            self.application.cart.move(session)
        elif action == "remove":
            self.application.cart.remove(session)
        else:
            self.set_status(400)


if __name__ == "__main__":
    shop = tornado.web.Application([("/status", StatusHandler), ("/cart", CartHandler)])
    shop.cart = ShoppingCart()
    shop.listen(int(sys.argv[1]), "127.0.0.1", backlog=4096)
    tornado.ioloop.IOLoop.current().start()
