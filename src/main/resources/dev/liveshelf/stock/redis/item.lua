-- Steps of one item, one after the other, as one change: nothing comes between them. All keys have the tag {sku}.
--
-- ARGV: the time, the epoch, the hold time, the hold limit, how many movements are kept, the channel for news,
--   the number of verdicts, and each: deal, nonce, and 'c' (decided: carry it out), 'a' (abandoned: forget it) or
--   'w' (undecided: go around it); then the steps, each: its name, the number of its words, its words.
--   The step after a 'by' is done by that time or not at all.
-- Answers {'busy', deal, nonce, '1' if its hold is overdue, ...} when there are pins without a verdict, and has done
--   nothing; {'more', ends} when it has ended so many overdue holds that it is to be asked again; else {'done', the time, the
--   newest level or '', '1' if that is news, an answer for each step, ends}. Ends are of holds, each: how, and its age in milliseconds.
local ITEM, HOLDS, DUE, LEDGER, GONE, LEFT, DONE, ORDERS, PINS, VOID =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local MOST = 1000000000
local MOST_ENDS = 500 -- in one go: Redis does nothing else meanwhile, for some milliseconds

local epoch, holdtime, holdlimit, kept, channel =
  ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6]
local at = 8
local verdicts = {}
for _ = 1, tonumber(ARGV[7]) do
  verdicts[ARGV[at] .. '\n' .. ARGV[at + 1]] = ARGV[at + 2]
  at = at + 3
end

local facts = redis.call('HMGET', ITEM, 'n', 'epoch', 'onhand', 'held', 'safety', 'sold', 'title', 'opening')
local exists = facts[1] and true or false
local n, onhand, held, safety, sold =
  tonumber(facts[1] or 0), tonumber(facts[3] or 0), tonumber(facts[4] or 0), tonumber(facts[5] or 0), tonumber(facts[6] or 0)
local itemepoch, title, opening = facts[2] or '', facts[7] or '', facts[8] or '0 0 0 0 0 0'
local next = '0'
local lines = {}
local changed, news = false, false

local function earliest()
  return redis.call('ZRANGE', DUE, 0, 0, 'WITHSCORES')[2] or '0'
end

-- Numbers are written by %d: as Lua writes them by itself, as fractions are written, it took a twentieth more of Redis's time.
local function level()
  return string.format('%s %d %d %d %d %d %s', itemepoch, n, onhand, held, safety, sold, next)
end

-- A key of somebody else's must be met before the first change, for no change is taken back. The others are read anyway.
local guarded, guardedall = false, false
local function guard(all)
  if not guarded then
    guarded = true
    redis.call('HLEN', HOLDS)
    redis.call('HLEN', GONE)
    redis.call('LLEN', LEDGER)
  end
  if all and not guardedall then
    guardedall = true
    redis.call('HLEN', DONE)
    redis.call('HLEN', ORDERS)
    redis.call('HLEN', VOID)
  end
end

-- Notes a movement, after the numbers have become what they are now.
local function write(verb, quantity, party)
  n = n + 1
  next = earliest()
  lines[#lines + 1] = string.format('%s %d %d %d %d %d %d %d %s %s',
    verb, now, quantity, n, onhand, held, safety, sold, next, party)
  changed, news = true, true
end

local function flush()
  if #lines == 0 then
    return
  end
  for first = 1, #lines, 1000 do
    redis.call('RPUSH', LEDGER, unpack(lines, first, math.min(first + 999, #lines)))
  end
  lines = {}
  local length = redis.call('LLEN', LEDGER)
  if length > kept + math.floor(kept / 10) then -- many at once, so that the opening is not written with every change
    local last = redis.call('LINDEX', LEDGER, length - kept - 1)
    opening = string.match(last, '^%u+ %S+ %S+ (%S+ %S+ %S+ %S+ %S+ %S+)')
    redis.call('LTRIM', LEDGER, length - kept, -1)
  end
end

-- A hold is 'quantity since expires digest'; it expires at 0 if it never does.
local function parse(hold)
  local quantity, since, expires, digest = string.match(hold, '^(%S+) (%S+) (%S+) (%S+)$')
  return tonumber(quantity), since, tonumber(expires), digest
end

local function shown(hold)
  return hold and string.match(hold, '^%S+ %S+ %S+') or ''
end

local ends = {}
local function take(session, since, how)
  redis.call('HDEL', HOLDS, session)
  redis.call('ZREM', DUE, session)
  ends[#ends + 1] = string.format('%s %d', how, now - tonumber(since))
end

local function forget(session)
  if redis.call('HDEL', GONE, session) == 1 then
    redis.call('ZREM', LEFT, session)
  end
end

-- The epoch of an item that is new here: it may have been here before, and have got lost alone, with the part of a Cluster
-- that it was on. Tests that say what time it is know of one epoch only.
local function born()
  return epoch .. (ARGV[1] == '' and base36(clockmillis()) or '')
end

local function create(units, safe, name)
  exists, itemepoch, onhand, safety, title = true, born(), units, safe, name
  write('SET', units, 'put on the shelf')
end

local function count(units, safe, retitled, name)
  if retitled == '1' and name ~= title then
    title, changed = name, true
  end
  if units ~= onhand or safe ~= safety then
    local more = units - onhand
    onhand, safety = units, safe
    write('SET', more, 'counted')
  end
end

-- A pin is what a deal over several items will do to this one: 'nonce s session' sells what the session holds and lets it
-- forget what it lost; 'nonce c onhand safety retitled title' counts. Nothing is changed until the deal is decided.
local function carryout(deal, pin)
  redis.call('HDEL', PINS, deal)
  local kind, rest = string.match(pin, '^%S+ (%a) (.*)$')
  if kind == 's' then
    local hold = redis.call('HGET', HOLDS, rest)
    if hold then
      local quantity, since = parse(hold)
      take(rest, since, 'COMMITTED')
      onhand, held, sold = onhand - quantity, held - quantity, sold + quantity
      redis.call('HSET', ORDERS, string.sub(deal, 3), quantity .. ' 0')
      write('COMMIT', quantity, 'order ' .. string.sub(deal, 3))
    end
    forget(rest)
  else
    local units, safe, retitled, name = string.match(rest, '^(%S+) (%S+) (%d) (.*)$')
    if not exists then
      create(tonumber(units), tonumber(safe) or 0, retitled == '1' and name or '')
    else
      count(tonumber(units), tonumber(safe) or safety, retitled, name)
    end
  end
end

local pins = redis.call('HGETALL', PINS)
local around = {} -- the pins that stay: deal, nonce, kind, rest
local busy = {'busy'}
for i = 1, #pins, 2 do
  local nonce, kind, rest = string.match(pins[i + 1], '^(%S+) (%a) (.*)$')
  local verdict = verdicts[pins[i] .. '\n' .. nonce]
  local overdue = '0'
  if kind == 's' and verdict ~= 'c' and verdict ~= 'a' then
    local due = redis.call('ZSCORE', DUE, rest)
    if due and tonumber(due) <= now then
      verdict, overdue = nil, '1'
    end
  end
  if not verdict then
    busy[#busy + 1] = pins[i]
    busy[#busy + 1] = nonce
    busy[#busy + 1] = overdue
  elseif verdict == 'w' then
    around[#around + 1] = {deal = pins[i], nonce = nonce, kind = kind, rest = rest}
  end
end
if #busy > 1 then
  return busy
end

next = earliest()
for i = 1, #pins, 2 do
  local nonce = string.match(pins[i + 1], '^%S+')
  local verdict = verdicts[pins[i] .. '\n' .. nonce]
  guard(true)
  if verdict == 'c' then
    carryout(pins[i], pins[i + 1])
  elseif verdict == 'a' then
    redis.call('HDEL', PINS, pins[i])
  end
end

local function save()
  flush()
  if changed then
    redis.call('HSET', ITEM, 'n', n, 'epoch', itemepoch, 'onhand', onhand, 'held', held, 'safety', safety, 'sold', sold,
      'title', title, 'opening', opening)
  end
  if news then
    redis.call(string.sub(channel, -6) == ':shard' and 'SPUBLISH' or 'PUBLISH', channel, level())
  end
end

if exists then
  if itemepoch < epoch then -- history may have been lost since: no version of before must come again with other numbers
    itemepoch, changed, news = epoch, true, true
  end
  local overdue = redis.call('ZRANGEBYSCORE', DUE, '-inf', now, 'LIMIT', 0, MOST_ENDS)
  for _, session in ipairs(overdue) do
    guard(false)
    local quantity, since, expires, digest = parse(redis.call('HGET', HOLDS, session))
    take(session, since, 'EXPIRED')
    redis.call('HSET', GONE, session, quantity .. ' ' .. since .. ' ' .. expires)
    redis.call('ZADD', LEFT, expires, session)
    held = held - quantity
    write('EXPIRE', quantity, digest)
  end
  if #overdue == MOST_ENDS then -- nobody does anything with those that are left
    save()
    return {'more', ends}
  end
  local late = redis.call('ZRANGEBYSCORE', LEFT, '-inf', now - holdlimit, 'LIMIT', 0, 10 * MOST_ENDS)
  for first = 1, #late, 1000 do
    local last = math.min(first + 999, #late)
    redis.call('HDEL', GONE, unpack(late, first, last))
    redis.call('ZREM', LEFT, unpack(late, first, last))
  end
end

local function pinned(test)
  for _, pin in ipairs(around) do
    if test(pin) then
      return {'pinned', pin.deal, pin.nonce}
    end
  end
end

local function pinnedof(session)
  return pinned(function(pin) return pin.kind == 's' and pin.rest == session end)
end

local function deadline(since)
  return holdtime == 0 and 0 or math.min(now + holdtime, since + holdlimit)
end

local function puthold(session, quantity, since, expires, digest)
  local hold = string.format('%d %d %d', quantity, since, expires)
  redis.call('HSET', HOLDS, session, hold .. ' ' .. digest)
  if expires > 0 then
    redis.call('ZADD', DUE, string.format('%d', expires), session)
  else
    redis.call('ZREM', DUE, session)
  end
  return hold
end

-- Under a key a thing is done once. Returns the answer of before, or 'void' when the key was taken away meanwhile.
local function before(key, nonce)
  local done = redis.call('HGET', DONE, key)
  if done and string.match(done, '^%S+') == nonce then
    return {'ok', string.match(done, '^%S+ (.*)$')}
  end
  if redis.call('HGET', VOID, key) == nonce then
    return {'void'}
  end
end

local function remember(key, nonce)
  redis.call('HSET', DONE, key, nonce .. ' ' .. level())
  return {'ok', level()}
end

local verbs = {}

function verbs.look(session)
  if not exists then
    return {'unknown'}
  end
  if session == '' then
    return {'ok', level(), title}
  end
  return {'ok', level(), title, shown(redis.call('HGET', HOLDS, session)), redis.call('HGET', GONE, session) or ''}
end

function verbs.hold(session, digest, units)
  if not exists then
    return {'unknown'}
  end
  local conflict = pinnedof(session)
  if conflict then
    return conflict
  end
  local quantity = tonumber(units)
  local hold = redis.call('HGET', HOLDS, session)
  local had, since, expires = 0, now, nil
  if hold then
    had, since, expires = parse(hold)
  end
  if had == quantity then
    return {'ok', level(), shown(hold)}
  end
  local more = quantity - had
  if more > math.max(0, onhand - held - safety) then
    return {'short', level()}
  end
  conflict = more > 0 and pinned(function(pin)
    return pin.kind == 'c' and held + more > tonumber(string.match(pin.rest, '^%S+'))
  end)
  if conflict then
    return conflict
  end
  local text = puthold(session, quantity, since, expires or deadline(now), digest)
  forget(session)
  held = held + more
  write('HOLD', more, digest)
  return {'ok', level(), text}
end

function verbs.release(session, digest)
  if not exists then
    return {'unknown'}
  end
  local conflict = pinnedof(session)
  if conflict then
    return conflict
  end
  forget(session)
  local hold = redis.call('HGET', HOLDS, session)
  if hold then
    local quantity, since = parse(hold)
    take(session, since, 'RELEASED')
    held = held - quantity
    write('RELEASE', quantity, digest)
  end
  return {'ok', level(), ''}
end

function verbs.extend(session, digest)
  if not exists then
    return {'unknown'}
  end
  local conflict = pinnedof(session)
  if conflict then
    return conflict
  end
  local hold = redis.call('HGET', HOLDS, session)
  if not hold then
    return {'nothold', level()}
  end
  local quantity, since, expires = parse(hold)
  local later = deadline(tonumber(since))
  if later == expires then
    return {'ok', level(), shown(hold)}
  end
  local text = puthold(session, quantity, since, later, digest)
  write('EXTEND', 0, digest)
  return {'ok', level(), text}
end

function verbs.set(may, units, safe, retitled, name, expected)
  if not exists then
    if may ~= '1' then
      return {'unknown'}
    end
    create(tonumber(units), tonumber(safe) or 0, name)
    return {'ok', level(), title}
  end
  if expected ~= '' and expected ~= itemepoch .. '.' .. n then
    return {'changed', level()}
  end
  if tonumber(units) < held then
    return {'below', level()}
  end
  count(tonumber(units), tonumber(safe) or safety, retitled, name)
  return {'ok', level(), title}
end

function verbs.fill(units)
  if not exists then
    create(tonumber(units), 0, '')
  end
  return {'ok', level(), title}
end

function verbs.adjust(key, nonce, delta, reason)
  local known = before(key, nonce)
  if known then
    return known
  end
  if not exists then
    return {'unknown'}
  end
  local more = tonumber(delta)
  local units = onhand + more
  if math.abs(more) > MOST then
    return {'impossible'}
  end
  if units >= 0 and units < held then
    return {'below', level()}
  end
  if units < 0 or units > MOST then
    return {'impossible'}
  end
  if more ~= 0 then
    onhand = units
    write('ADJUST', more, reason)
  end
  return remember(key, nonce)
end

verbs['return'] = function(key, nonce, order, units)
  local known = before(key, nonce)
  if known then
    return known
  end
  local line = redis.call('HGET', ORDERS, order)
  local of, returned = string.match(line or '0 0', '^(%d+) (%d+)$')
  local quantity, left = tonumber(units), of - returned
  if quantity < 1 or quantity > left then
    return {'notsold', tostring(left)}
  end
  if onhand + quantity > MOST then
    return {'impossible'}
  end
  onhand, sold = onhand + quantity, sold - quantity
  redis.call('HSET', ORDERS, order, of .. ' ' .. (returned + quantity))
  write('RETURN', quantity, 'order ' .. order)
  return remember(key, nonce)
end

-- Takes a key away from what was to be done here under it, unless it has been done.
function verbs.void(key, nonce)
  local done = redis.call('HGET', DONE, key)
  if done and string.match(done, '^%S+') == nonce then
    return {'done'}
  end
  redis.call('HSET', VOID, key, nonce)
  redis.call('PEXPIRE', VOID, 600000) -- long after whatever is on its way has arrived
  return {'void'}
end

function verbs.forget(key, nonce)
  local done = redis.call('HGET', DONE, key)
  if done and string.match(done, '^%S+') == nonce then
    redis.call('HDEL', DONE, key)
  end
  return {'ok'}
end

-- Whether a deal has been begun again since: what comes late of the first attempt must not take the place of the second's
-- pin. That was decided then, answered, and nothing was done here.
local function again(other, deal, nonce)
  return other.deal == deal and other.nonce ~= nonce
end

local function pin(deal, nonce, text)
  redis.call('HSET', PINS, deal, nonce .. ' ' .. text)
  local kind, rest = string.match(text, '^(%a) (.*)$')
  around[#around + 1] = {deal = deal, nonce = nonce, kind = kind, rest = rest}
end

function verbs.pinsale(deal, nonce, session)
  local conflict = pinned(function(other)
    return again(other, deal, nonce) or other.deal ~= deal and (other.kind == 'c' or other.rest == session)
  end)
  if conflict then
    return conflict
  end
  pin(deal, nonce, 's ' .. session)
  return {'ok', exists and level() or '', '',
    shown(redis.call('HGET', HOLDS, session)), redis.call('HGET', GONE, session) or ''}
end

function verbs.pincount(deal, nonce, units, safe, retitled, name)
  local conflict = pinned(function(other) return again(other, deal, nonce) or other.deal ~= deal end)
  if conflict then
    return conflict
  end
  if exists and tonumber(units) < held then
    return {'below', level()}
  end
  pin(deal, nonce, 'c ' .. units .. ' ' .. (safe == '' and '-' or safe) .. ' ' .. retitled .. ' ' .. name)
  return {'ok'}
end

function verbs.order(order)
  return {'ok', redis.call('HGET', ORDERS, order) or ''}
end

function verbs.drop(order)
  redis.call('HDEL', ORDERS, order)
  return {'ok'}
end

function verbs.ledger(after, most)
  if not exists then
    return {'unknown'}
  end
  flush()
  local first = math.max(0, tonumber(after) - (n - redis.call('LLEN', LEDGER)))
  return {'ok', itemepoch, redis.call('LRANGE', LEDGER, first, first + tonumber(most) - 1)}
end

function verbs.audit()
  if not exists then
    return {'unknown'}
  end
  flush()
  return {'ok', level(), opening, redis.call('LRANGE', LEDGER, 0, -1), redis.call('HGETALL', HOLDS),
    redis.call('ZRANGE', DUE, 0, -1, 'WITHSCORES')}
end

function verbs.pack()
  if not exists then
    return {'unknown'}
  end
  return {'ok', level(), title, redis.call('HGETALL', HOLDS)}
end

-- The item as it was elsewhere: what happened before is in its opening level. Then holds, five words each: session,
-- digest, quantity, since, expires.
function verbs.unpack(name, units, safe, total, ...)
  if not exists then
    exists, itemepoch, n, title = true, born(), 1, name
    onhand, safety, sold = tonumber(units), tonumber(safe), tonumber(total)
    opening = '1 ' .. units .. ' 0 ' .. safe .. ' ' .. total .. ' 0'
    changed, news = true, true
  end
  local words = {...}
  for i = 1, #words, 5 do
    if redis.call('HEXISTS', HOLDS, words[i]) == 0 then
      local quantity = tonumber(words[i + 2])
      puthold(words[i], quantity, words[i + 3], tonumber(words[i + 4]), words[i + 1])
      held = held + quantity
      write('HOLD', quantity, words[i + 1])
    end
  end
  return {'ok'}
end

local looks = {by = true, look = true, order = true, ledger = true, audit = true, pack = true}
local few = {hold = true, release = true, extend = true} -- what shoppers do all day has nothing to do with the others
local answers = {}
local late = false
while at <= #ARGV do
  if not looks[ARGV[at]] then
    guard(not few[ARGV[at]])
  end
  local words = tonumber(ARGV[at + 1])
  if ARGV[at] == 'by' then
    late = now > tonumber(ARGV[at + 2])
  else
    answers[#answers + 1] = late and {'late'} or verbs[ARGV[at]](unpack(ARGV, at + 2, at + 1 + words))
    late = false
  end
  at = at + 2 + words
end

save()
return {'done', tostring(now), exists and level() or '', news and '1' or '0', answers, ends}
