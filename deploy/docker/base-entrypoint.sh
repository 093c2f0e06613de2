#!/usr/bin/env bash
# Entrypoint of flyball-base, made by base.sh: jobmanager and taskmanager as Flink's image knows them, kafka as Apache
# Kafka's, registry as Apicurio's. Anything else is run as it is.
set -euo pipefail

# The timeouts are for a laptop that does much else.
cat >"$FLINK_CONF_DIR/config.yaml" <<YAML
jobmanager.bind-host: 0.0.0.0
rest.bind-address: 0.0.0.0
taskmanager.bind-host: 0.0.0.0
pekko.startup-timeout: 3 min
pekko.ask.timeout: 1 min
heartbeat.timeout: 2 min
YAML
echo "${FLINK_PROPERTIES:-}" >>"$FLINK_CONF_DIR/config.yaml"
logging=-Dlog4j.configurationFile=/opt/log4j2.properties

# Megabytes of a memory option of Flink, or its default.
mebibytes() { sed -n "s/^ *$1: *\([0-9]*\)m *$/\1/p" "$FLINK_CONF_DIR/config.yaml" | grep . || echo "$2"; }

case ${1:-} in
  jobmanager)
    exec java -Xmx640m -XX:+UseSerialGC $FLINK_OPENS $logging -cp '/opt/flink/lib/*' \
      org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint --configDir "$FLINK_CONF_DIR"
    ;;
  taskmanager)
    # The arithmetic of Flink's own scripts, whose class is in no jar of the build.
    process=$(mebibytes taskmanager.memory.process.size 1728)
    metaspace=$(mebibytes taskmanager.memory.jvm-metaspace.size 256)
    overhead=$((process / 10 > 192 ? process / 10 : 192))
    flink=$((process - metaspace - overhead))
    managed=$((flink * 4 / 10)) network=$((flink / 10)) framework=128
    heap=$((flink - managed - network - framework))
    sizes=()
    for size in jvm-metaspace.size=$metaspace jvm-overhead.{min,max}=$overhead managed.size=$managed network.{min,max}=$network \
      framework.{heap,off-heap}.size=$framework task.heap.size=$((heap - framework)) task.off-heap.size=0; do
      sizes+=(-D "taskmanager.memory.${size}m")
    done
    exec java "-Xmx${heap}m" "-XX:MaxDirectMemorySize=$((network + framework))m" "-XX:MaxMetaspaceSize=${metaspace}m" \
      -XX:+UseSerialGC $FLINK_OPENS $logging -cp '/opt/flink/lib/*' \
      org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$FLINK_CONF_DIR" \
      -D taskmanager.cpu.cores=1 "${sizes[@]}"
    ;;
  kafka)
    properties=/tmp/server.properties
    echo 'log.dirs=/tmp/kafka' >$properties
    env | sed -n 's/^KAFKA_//p' | grep -v '^HEAP_OPTS=' |
      while IFS='=' read -r name value; do echo "$(tr 'A-Z_' 'a-z.' <<<"$name")=$value"; done >>$properties
    broker=(java ${KAFKA_HEAP_OPTS:--Xmx512m} -XX:+UseSerialGC $logging -cp '/opt/kafka/libs/*')
    "${broker[@]}" kafka.tools.StorageTool format --ignore-formatted \
      --cluster-id flyball-on-this-laptop --config $properties
    exec "${broker[@]}" kafka.Kafka $properties
    ;;
  registry)
    exec java -Xmx256m -XX:+UseSerialGC -Dapicurio.storage.kind=sql -Dapicurio.storage.sql.kind=h2 -jar /opt/registry/*-runner.jar
    ;;
  *) exec "$@" ;;
esac
