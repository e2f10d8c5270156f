-- What begins every script: the time, in milliseconds. Redis's own, but where a test says what time it is.
local now = tonumber(ARGV[1])
if not now then
  local clock = redis.call('TIME')
  now = clock[1] * 1000 + math.floor(clock[2] / 1000)
end
