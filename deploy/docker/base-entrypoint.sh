#!/usr/bin/env bash
# Entrypoint of flyball-base, made by base.sh: jobmanager and taskmanager as Flink's image knows them, kafka as Apache
# Kafka's, registry as Apicurio's. Anything else is run as it is.
set -euo pipefail

[ -z "${FLINK_PROPERTIES:-}" ] || echo "$FLINK_PROPERTIES" >>"$FLINK_CONF_DIR/config.yaml"
logging=-Dlog4j.configurationFile=/opt/log4j2.properties

# Megabytes of a memory option of Flink, or its default.
mebibytes() { sed -n "s/^ *$1: *\([0-9]*\)m *$/\1/p" "$FLINK_CONF_DIR/config.yaml" | grep . || echo "$2"; }

case ${1:-} in
  jobmanager)
    exec java -Xmx640m $FLINK_OPENS $logging -cp '/opt/flink/lib/*' \
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
    exec java "-Xmx${heap}m" "-XX:MaxDirectMemorySize=$((network + framework))m" "-XX:MaxMetaspaceSize=${metaspace}m" \
      $FLINK_OPENS $logging -cp '/opt/flink/lib/*' \
      org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$FLINK_CONF_DIR" \
      -D taskmanager.cpu.cores=1 -D "taskmanager.memory.network.min=${network}m" \
      -D "taskmanager.memory.network.max=${network}m" -D "taskmanager.memory.managed.size=${managed}m" \
      -D "taskmanager.memory.task.heap.size=$((heap - framework))m" -D taskmanager.memory.task.off-heap.size=0m
    ;;
  kafka)
    properties=/tmp/server.properties
    echo 'log.dirs=/tmp/kafka' >$properties
    env | sed -n 's/^KAFKA_//p' | grep -v '^HEAP_OPTS=' |
      while IFS='=' read -r name value; do echo "$(tr 'A-Z_' 'a-z.' <<<"$name")=$value"; done >>$properties
    broker=(java ${KAFKA_HEAP_OPTS:--Xmx512m} $logging -cp '/opt/kafka/libs/*')
    "${broker[@]}" kafka.tools.StorageTool format --ignore-formatted --cluster-id "$(base64 </proc/sys/kernel/random/uuid | head -c 22)" --config $properties
    exec "${broker[@]}" kafka.Kafka $properties
    ;;
  registry)
    exec java -Xmx256m -Dapicurio.storage.kind=sql -Dapicurio.storage.sql.kind=h2 -jar /opt/registry/*-runner.jar
    ;;
  *) exec "$@" ;;
esac
