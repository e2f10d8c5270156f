-- The record of one change of several items, a checkout or a count of many: undecided, then decided once and for all.
-- KEYS: the record. ARGV: the time, what to do, its nonce, then by what is done.
local DEAL = KEYS[1]
local act, nonce = ARGV[2], ARGV[3]
local known = redis.call('HMGET', DEAL, 'state', 'nonce', 'buyer', 'lines')

local function record()
  return {known[1] or '', known[2] or '', known[3] or '', known[4] or ''}
end

if act == 'begin' then -- buyer, lines: answers {''...} if it is begun, else what is there already
  if not known[1] then
    redis.call('HSET', DEAL, 'state', 'undecided', 'nonce', nonce, 'buyer', ARGV[4], 'lines', ARGV[5])
  end
  return record()
elseif act == 'read' then
  return record()
elseif act == 'state' then -- without its lines, which may be many
  return {known[1] or '', known[2] or '', known[3] or '', ''}
end
if known[2] ~= nonce then
  return {'0'}
end
if act == 'decide' then -- lines, or '' for those it was begun with; then, perhaps, until when
  if known[1] ~= 'undecided' or (ARGV[5] and now > tonumber(ARGV[5])) then
    return {'0'}
  end
  redis.call('HSET', DEAL, 'state', 'decided', 'lines', ARGV[4] == '' and known[4] or ARGV[4])
elseif act == 'abandon' then
  if known[1] ~= 'undecided' then
    return {'0'}
  end
  redis.call('DEL', DEAL)
elseif act == 'done' then
  redis.call('HSET', DEAL, 'state', 'done')
elseif act == 'drop' then
  redis.call('DEL', DEAL)
end
return {'1'}
