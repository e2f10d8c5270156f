-- What begins every script: the time, in milliseconds. Redis's own, but where a test says what time it is.
local function clockmillis()
  local clock = redis.call('TIME')
  return clock[1] * 1000 + math.floor(clock[2] / 1000)
end

-- Of the same length for every time from 1972 to 2059, so they have the order of the times.
local function base36(number)
  local digits, text = '0123456789abcdefghijklmnopqrstuvwxyz', ''
  repeat
    local digit = number % 36
    text = string.sub(digits, digit + 1, digit + 1) .. text
    number = (number - digit) / 36
  until number == 0
  return text
end

local now = tonumber(ARGV[1]) or clockmillis()
