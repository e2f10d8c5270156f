-- Which deals are under way, and which orders were made, oldest first.
-- KEYS: deals under way, orders made, both by time. ARGV: the time, what to do, then by what is done.
local PENDING, MADE = KEYS[1], KEYS[2]
local act = ARGV[2]
redis.call('ZCARD', PENDING) -- a key of somebody else's is met before anything has begun, and not at the end of it
redis.call('ZCARD', MADE)
if act == 'begin' then
  redis.call('ZADD', PENDING, 'NX', now, ARGV[3])
elseif act == 'touch' then
  redis.call('ZADD', PENDING, 'XX', now, ARGV[3])
elseif act == 'end' then
  redis.call('ZREM', PENDING, ARGV[3])
elseif act == 'made' then -- the deal, the order
  redis.call('ZADD', MADE, 'NX', now, ARGV[4])
  redis.call('ZREM', PENDING, ARGV[3])
elseif act == 'stale' then -- age: those under way for longer, some of them
  return redis.call('ZRANGEBYSCORE', PENDING, '-inf', now - tonumber(ARGV[3]), 'LIMIT', 0, 100)
elseif act == 'excess' then -- limit: the oldest orders past it, some of them
  local over = redis.call('ZCARD', MADE) - tonumber(ARGV[3])
  return over > 0 and redis.call('ZRANGE', MADE, 0, math.min(over, 100) - 1) or {}
elseif act == 'forget' then
  redis.call('ZREM', MADE, ARGV[3])
end
return {}
