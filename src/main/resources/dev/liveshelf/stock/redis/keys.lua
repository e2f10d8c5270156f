-- Which idempotency key is for what. Past the limit the oldest are forgotten.
-- KEYS: requests by key, keys by age. ARGV: the time, the limit, then for each: key, nonce, item, request, and the nonce
--   whose place it may take, or ''.
-- Answers for each {'ok', the nonce to use} or {'other', nonce, item}; then those forgotten: key, nonce, item, ...
local REQUESTS, AGES = KEYS[1], KEYS[2]
local answers, forgotten = {}, {}
for i = 3, #ARGV, 5 do
  local key, nonce, item, request, instead = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4]
  local known = redis.call('HGET', REQUESTS, key)
  local knownnonce, knownitem, knownrequest
  if known then
    knownnonce, knownitem, knownrequest = string.match(known, '^(%S+) (%S+) (.*)$')
  end
  if known and knownrequest == request then
    answers[#answers + 1] = {'ok', knownnonce}
  elseif known and knownnonce ~= instead then
    answers[#answers + 1] = {'other', knownnonce, knownitem}
  else
    local newest = redis.call('ZRANGE', AGES, -1, -1, 'WITHSCORES')[2] or '0'
    redis.call('HSET', REQUESTS, key, nonce .. ' ' .. item .. ' ' .. request)
    redis.call('ZADD', AGES, tonumber(newest) + 1, key)
    answers[#answers + 1] = {'ok', nonce}
    while redis.call('ZCARD', AGES) > tonumber(ARGV[2]) do
      local oldest = redis.call('ZPOPMIN', AGES)[1]
      local was, where = string.match(redis.call('HGET', REQUESTS, oldest), '^(%S+) (%S+)')
      redis.call('HDEL', REQUESTS, oldest)
      forgotten[#forgotten + 1] = oldest
      forgotten[#forgotten + 1] = was
      forgotten[#forgotten + 1] = where
    end
  end
end
return {answers, forgotten}
