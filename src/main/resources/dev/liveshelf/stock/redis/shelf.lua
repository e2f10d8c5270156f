-- The names of all items, and the epoch.
-- KEYS: the names, those that came first in their order, facts, known histories by time. ARGV: the time, what to do, then by what is done.
local NAMES, FIRST, FACTS, HISTORIES = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local act = ARGV[2]

-- Epochs have an order: by the time at which they began. Each has eight digits of it, then four at random.
local function begin(random)
  local last = redis.call('HGET', FACTS, 'epoch')
  local millis = clockmillis()
  if last then
    millis = math.max(millis, tonumber(string.sub(last, 1, 8), 36) + 1)
  end
  local epoch = base36(millis) .. random
  redis.call('HSET', FACTS, 'epoch', epoch)
  return epoch
end

if act == 'open' then -- four digits at random, what tells this history of a Redis from any other: a Cluster has several
  local known = redis.call('ZSCORE', HISTORIES, ARGV[4])
  local epoch = redis.call('HGET', FACTS, 'epoch')
  if known and epoch then
    return {epoch}
  end
  redis.call('ZADD', HISTORIES, redis.call('TIME')[1], ARGV[4])
  redis.call('ZREMRANGEBYRANK', HISTORIES, 0, -10001)
  return {begin(ARGV[3])}
elseif act == 'register' then -- four digits at random, names: written down before the items are there
  local room = redis.call('LLEN', FIRST) < 100
  local epoch = redis.call('HGET', FACTS, 'epoch') or begin(ARGV[3])
  for i = 4, #ARGV do
    if redis.call('ZADD', NAMES, 'NX', 0, ARGV[i]) == 1 and room then
      room = redis.call('RPUSH', FIRST, ARGV[i]) < 100
    end
  end
  return {epoch}
elseif act == 'first' then
  return redis.call('LRANGE', FIRST, 0, -1)
elseif act == 'names' then -- after, most
  return redis.call('ZRANGEBYLEX', NAMES, ARGV[3] == '' and '-' or '(' .. ARGV[3], '+', 'LIMIT', 0, ARGV[4])
elseif act == 'movein' then -- a load
  local load = redis.call('HGET', FACTS, 'moving')
  if load and load ~= ARGV[3] then
    return {'moving'}
  elseif not load and redis.call('ZCARD', NAMES) > 0 then
    return {'full'}
  end
  redis.call('HSET', FACTS, 'moving', ARGV[3])
elseif act == 'movedin' then
  redis.call('HDEL', FACTS, 'moving')
elseif act == 'fill' then -- whether the shelf is to be filled: it has no names, or its filling was not ended
  if redis.call('HEXISTS', FACTS, 'moving') == 1 then
    return {'moving'}
  end
  if redis.call('ZCARD', NAMES) > 0 and redis.call('HGET', FACTS, 'filling') ~= '1' then
    return {'0'}
  end
  redis.call('HSET', FACTS, 'filling', '1')
  return {'1'}
elseif act == 'filled' then
  redis.call('HDEL', FACTS, 'filling')
end
return {}
