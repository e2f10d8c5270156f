-- What an item is called.
-- KEYS: the item. ARGV: the time. Answers the title, or nothing where there is no item.
return {redis.call('HGET', KEYS[1], 'title') or nil}
