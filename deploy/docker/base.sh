#!/usr/bin/env bash
# Makes the image flyball-base; see --help.
set -euo pipefail

help() {
  cat <<'TXT'
usage: sudo deploy/docker/base.sh

Makes the image flyball-base for machines that reach no image registry: a Java
runtime, Prometheus and curl from Debian's packages; Flink, Kafka and Apicurio
Registry from the jars of the build. Nothing is pulled.

  ./mvnw package -DskipTests
  sudo deploy/docker/base.sh
  docker compose -f deploy/docker/compose.yaml \
    -f deploy/docker/compose.local.yaml up --build

It needs root, debootstrap, Docker and Debian's packages. DEBIAN_MIRROR is where
they are (http://deb.debian.org/debian), DEBIAN_SUITE the release (bookworm).
TXT
}

case ${1:-} in
  '') ;;
  -h | --help) help && exit ;;
  *) help >&2 && exit 2 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
jars=deploy/cli/target/flyball/lib
[ -d $jars ] || { echo "no $jars: run ./mvnw package -DskipTests first" >&2; exit 1; }
[ "$(id -u)" = 0 ] || { echo "debootstrap needs root: sudo deploy/docker/base.sh" >&2; exit 1; }
for tool in debootstrap docker; do
  command -v $tool >/dev/null || { echo "no $tool found: install it" >&2; exit 1; }
done

registry=deploy/cli/target/apicurio
[ -d $registry ] || ./mvnw -q -B -pl deploy/cli dependency:unpack@schema-registry-for-tests

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
debootstrap --variant=minbase --include=openjdk-17-jre-headless,prometheus,curl,wget \
  "${DEBIAN_SUITE:-bookworm}" "$root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$root.log" ||
  { tail -5 "$root.log" >&2; exit 1; }
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root.log"

mkdir -p "$root"/opt/{flink/{bin,conf,lib,log,usrlib},kafka/libs,registry}
# What Flink's distribution holds, and no more: jobs bring the rest in their own jar.
for jar in $jars/{flink-*,commons-*,kryo-*,minlog-*,objenesis-*,javassist-*,snappy-*,lz4-*,zstd-*,RoaringBitmap-*,frocksdbjni-*,async-profiler-*,snakeyaml-engine-*,jsr305-*,log4j-*,slf4j-*}.jar; do
  case ${jar##*/} in
    flink-connector-kafka-* | flink-avro-* | flink-parquet-*) ;;
    *) cp "$jar" "$root/opt/flink/lib" ;;
  esac
done
cp $jars/*.jar "$root/opt/kafka/libs"
rm "$root"/opt/kafka/libs/{flink,flyball}-*.jar
cp -r "$(dirname "$(find $registry -name '*-runner.jar')")"/. "$root/opt/registry"

cat >"$root/opt/log4j2.properties" <<'PROPERTIES'
rootLogger = info, out
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %-5p %c{1} - %m%n
PROPERTIES
cat >"$root/opt/flink/bin/flink" <<'SH'
#!/bin/sh
exec java $FLINK_OPENS -cp '/opt/flink/lib/*' org.apache.flink.client.cli.CliFrontend "$@"
SH
cp deploy/docker/base-entrypoint.sh "$root/opt/entrypoint"
chmod 755 "$root/opt/entrypoint" "$root/opt/flink/bin/flink"
chroot "$root" useradd --system flink
chroot "$root" chown -R flink /opt/flink/conf /opt/flink/log

tar -C "$root" -c . | docker import \
  -c 'ENV PATH=/opt/flink/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
  -c 'ENV JAVA_TOOL_OPTIONS=-XX:TieredStopAtLevel=1' \
  -c 'ENV FLINK_CONF_DIR=/opt/flink/conf' \
  -c 'ENV FLINK_OPENS="--add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.time=ALL-UNNAMED"' \
  -c 'ENTRYPOINT ["/opt/entrypoint"]' - flyball-base
