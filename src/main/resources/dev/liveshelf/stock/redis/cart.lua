-- Where to look for what a session holds: every item it has put in its cart lately, and perhaps holds no more.
-- KEYS: items by the time they were last put in, the checkout under way. ARGV: the time, what to do, then by what is done.
local CART, CHECKOUT = KEYS[1], KEYS[2]
local act = ARGV[2]

local function under(checkout)
  local other = redis.call('GET', CHECKOUT)
  return other and other ~= checkout and {'busy', other}
end

if act == 'add' then -- item, for how long a hold can last (0: for ever)
  local other = under('')
  if other then
    return other
  end
  redis.call('ZADD', CART, string.format('%d', now), ARGV[3])
  if ARGV[4] == '0' then
    redis.call('PERSIST', CART)
  else
    redis.call('PEXPIRE', CART, ARGV[4])
  end
  return {'ok'}
elseif act == 'begin' then -- checkout
  redis.call('ZCARD', CART)
  local other = under(ARGV[3])
  if other then
    return other
  end
  redis.call('SET', CHECKOUT, ARGV[3], 'PX', 600000)
elseif act == 'end' then -- checkout
  if redis.call('GET', CHECKOUT) == ARGV[3] then
    redis.call('DEL', CHECKOUT)
  end
  return {'ok'}
elseif act == 'prune' then -- an age, then items: those not put in since so long
  for i = 4, #ARGV do
    local score = redis.call('ZSCORE', CART, ARGV[i])
    if score and tonumber(score) <= now - tonumber(ARGV[3]) then
      redis.call('ZREM', CART, ARGV[i])
    end
  end
  return {'ok'}
end
return {'ok', redis.call('ZRANGE', CART, 0, -1)}
