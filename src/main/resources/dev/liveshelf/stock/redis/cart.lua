-- Where to look for what a session holds: every item it has put in its cart lately, and perhaps holds no more.
-- KEYS: items by the time they were last put in, the checkout under way. ARGV: the time, what to do, then by what is done.
-- Among the items may be one with '!' in front: somebody counts what is in the cart, before that item is put in. Until then nobody
-- puts in another; who asks for the same again takes the count over.
local CART, CHECKOUT = KEYS[1], KEYS[2]
local act = ARGV[2]

local function under(checkout)
  local other = redis.call('GET', CHECKOUT)
  return other and other ~= checkout and {'busy', other}
end

local function isCount(member)
  return string.sub(member, 1, 1) == '!'
end

local function items()
  local all = {}
  for _, member in ipairs(redis.call('ZRANGE', CART, 0, -1)) do
    if not isCount(member) then
      all[#all + 1] = member
    end
  end
  return all
end

-- A count that is under way ends in the future, and stands behind all else. Returns until when, and for which item.
local function count()
  local last = redis.call('ZRANGE', CART, -1, -1, 'WITHSCORES')
  if last[1] and isCount(last[1]) then
    return tonumber(last[2]), string.sub(last[1], 2)
  end
  return 0, ''
end

if act == 'add' then
  -- item, for how long a hold can last (0: for ever), how many items there may be without counting, the count that allows it
  local other = under('')
  if other then
    return other
  end
  local till, of = count()
  if ARGV[6] ~= '0' then
    if till ~= tonumber(ARGV[6]) or of ~= ARGV[3] then
      return {'wait'}
    end
  elseif till > now and of ~= ARGV[3] then
    return {'wait'}
  else
    local known = redis.call('ZSCORE', CART, ARGV[3]) and 1 or 0
    local size = redis.call('ZCARD', CART) - (till > 0 and 1 or 0)
    if size + 1 - known > tonumber(ARGV[5]) then
      for _, member in ipairs(redis.call('ZRANGE', CART, 0, -1)) do
        if isCount(member) then
          redis.call('ZREM', CART, member)
        end
      end
      -- Longer than what is put in can be on its way
      local text = string.format('%d', math.max(now + 3000, till + 1))
      redis.call('ZADD', CART, text, '!' .. ARGV[3])
      if size == 0 then
        redis.call('PEXPIRE', CART, 3000)
      end
      return {'count', text}
    end
  end
  redis.call('ZADD', CART, string.format('%d', now), ARGV[3])
  if ARGV[4] == '0' then
    redis.call('PERSIST', CART)
  else
    redis.call('PEXPIRE', CART, ARGV[4])
  end
  return {'ok'}
elseif act == 'counted' then -- what the count was answered with
  local till, of = count()
  if till == tonumber(ARGV[3]) then
    redis.call('ZREM', CART, '!' .. of)
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
  local till, of = count()
  if till > 0 and till <= now then
    redis.call('ZREM', CART, '!' .. of)
  end
  return {'ok'}
end
return {'ok', items()}
