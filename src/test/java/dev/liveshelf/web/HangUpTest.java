package dev.liveshelf.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever asks for a page and hangs up while the stock is read: the container has the request back, perhaps for another's. */
class HangUpTest {

    private static final Item ITEM = new Item(Level.first("P", "e", 10, 0), "");

    private final CompletableFuture<Item> stock = new CompletableFuture<>();
    private final ShoppingCart cart = mock();
    private final Pages pages = mock();
    private final DemoPages demoPages = mock();
    private final HttpServletRequest request = mock();
    private final HttpServletResponse response = mock();
    private final Problems problems = new Problems(new Json(), mock(), mock());
    private final Exchange exchange = new Exchange(mock(AsyncContext.class), request, response, problems);

    @BeforeEach
    void readTheStockLater() {
        when(cart.getFirstItem()).thenReturn(stock.thenApply(Item::sku));
        when(cart.getItem(any())).thenReturn(stock);
        when(cart.getItems(any(), anyInt())).thenReturn(stock.thenApply(List::of));
        when(request.getContextPath()).thenReturn("/shop");
        when(request.getRequestURI()).thenReturn("/shop/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "item=P", "item=P&item=Q"})
    void isMadeNoPage(String query) {
        when(request.getQueryString()).thenReturn(query);
        new DetailServlet(cart, pages, Clock.systemUTC(), problems).get(exchange);

        hangUpBeforeItIsRead();

        verifyNoInteractions(request, pages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "item=P"})
    void isMadeNoPageOfTheDemo(String query) {
        when(request.getQueryString()).thenReturn(query);
        when(request.getPathInfo()).thenReturn("/");
        new DemoServlet(cart, demoPages, problems).get(exchange);

        hangUpBeforeItIsRead();

        verifyNoInteractions(request, demoPages);
    }

    private void hangUpBeforeItIsRead() {
        exchange.onError(mock(AsyncEvent.class));
        verify(response).setStatus(503);
        clearInvocations(request);
        stock.complete(ITEM);
    }
}
