#!/bin/sh
# A whole shop on this machine, to watch it while you kill what you like: a Redis Cluster of three primaries and three
# replicas, three nodes, HAProxy in front. What is killed is started again after ten seconds. Ctrl-C ends all of it.
#   cluster.sh liveshelf.war host port
# The others listen on 127.0.0.1 only: nodes on the three ports after port, Redis on CLUSTER_PORT (7101) and the five after.
set -u

PATH=$PATH:/usr/sbin # where servers are
war=$1 host=$2 port=$3
redis=${CLUSTER_PORT:-7101}
here=$(dirname "$0")
dir=target/cluster
rest=10
keepers=""

fail() {
  echo "$*" >&2
  exit 1
}

for command in redis-server redis-cli haproxy java; do
  command -v $command > /dev/null || fail "Not here: $command. On Debian: sudo apt-get install redis-server haproxy"
done
redises="$redis $((redis + 1)) $((redis + 2)) $((redis + 3)) $((redis + 4)) $((redis + 5))"
for p in $redises; do # or we would make a cluster of somebody else's
  redis-cli -p "$p" ping > /dev/null 2>&1 && fail "A Redis is on port $p already: make cluster CLUSTER_PORT=..."
done

rm -rf "$dir"
mkdir -p "$dir"

end() {
  trap '' INT TERM
  trap - EXIT
  # shellcheck disable=SC2086 # words are meant to split
  [ -z "$keepers" ] || kill $keepers 2> /dev/null
  wait
}
trap end EXIT
trap 'end; exit 130' INT TERM

# Runs a command, and again when it has ended: keep name command...
keep() {
  (
    name=$1
    shift
    trap - EXIT
    trap 'kill "$child" 2> /dev/null; wait "$child"; exit 0' TERM
    while :; do
      "$@" >> "$dir/$name.log" 2>&1 &
      child=$!
      echo "$child" > "$dir/$name.pid"
      wait "$child"
      sleep $rest &
      child=$!
      wait "$child"
    done
  ) &
  keepers="$keepers $!"
}

# Waits for ten times as long as a slow machine needs: await name command...
await() {
  name=$1
  shift
  tries=0
  until "$@" > /dev/null 2>&1; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || fail "$name did not start; the end of $dir/$name.log:
$(tail -n 5 "$dir/$name.log" 2> /dev/null)"
    sleep 0.1
  done
}

is_ok() {
  redis-cli -p "$1" cluster info | grep -q cluster_state:ok &&
    redis-cli -p "$1" info replication | grep -Eq 'master_link_status:up|connected_slaves:1'
}

echo "Starting six Redises, three nodes and HAProxy; their logs are in $dir"
addresses="" seeds=""
for p in $redises; do
  mkdir "$dir/$p"
  keep "redis-$p" redis-server --port "$p" --bind 127.0.0.1 --dir "$dir/$p" --save '' --appendonly yes \
    --cluster-enabled yes --cluster-config-file nodes.conf --cluster-node-timeout 2000 \
    --cluster-replica-validity-factor 0 --repl-diskless-sync-delay 0
  addresses="$addresses 127.0.0.1:$p"
  seeds="$seeds,127.0.0.1:$p"
done
for p in $redises; do
  await "redis-$p" redis-cli -p "$p" ping
done
# shellcheck disable=SC2086 # words are meant to split
redis-cli --cluster create $addresses --cluster-replicas 1 --cluster-yes > "$dir/create.log" 2>&1 ||
  fail "No cluster; see $dir/create.log"
for p in $redises; do
  await "redis-$p" is_ok "$p"
done

export LIVESHELF_REDIS="redis://${seeds#,}" LIVESHELF_HOST=127.0.0.1 LIVESHELF_HOLD=2m
export LIVESHELF_ITEMS=Teapot=6,Mug=12,Vase=3,Lamp=4,Chair=2,Plant=9,Clock=1,Bowl=20
for n in 1 2 3; do
  export LIVESHELF_PORT=$((port + n)) # read by what is started now
  keep "node-$n" java -Xmx256m -jar "$war"
done
for n in 1 2 3; do
  await "node-$n" grep -q 'Liveshelf is open at' "$dir/node-$n.log"
done

sed -e "s/HOST/$host/; s/PORT/$port/; s/NODE1/$((port + 1))/; s/NODE2/$((port + 2))/; s/NODE3/$((port + 3))/" \
  "$here/haproxy.cfg" > "$dir/haproxy.cfg"
keep haproxy haproxy -db -f "$dir/haproxy.cfg"
sleep 1
kill -0 "$(cat "$dir/haproxy.pid")" 2> /dev/null || fail "HAProxy did not start: $(tail -n 3 "$dir/haproxy.log")"

echo "Kill what you like, it comes back $rest seconds later:"
for pid in "$dir"/*.pid; do
  name=$(basename "$pid" .pid)
  printf '  kill -9 $(cat %s)' "$pid"
  case $name in
    redis-*) redis-cli -p "${name#redis-}" info replication | grep -q role:master && printf '   # a primary' ;;
  esac
  printf '\n'
done
echo "The shop is at http://$host:$port/ and the demo shop at http://$host:$port/demo/ (Ctrl-C ends all)"
wait
