# Shared by the commands of infra/load: finds a JDK, builds what measures, and runs a program of it. Sourced, with $here set.
root=$(cd "$here/../.." && pwd)
cd "$root"
. "$root/.mvn/jdk.sh"
use_jdk

die() { echo "$(basename "$0"): $*" >&2; exit 1; }

# run CLASS [ARGUMENT...]: becomes the program. The functions are measured as they were built; only what measures is built here.
run() {
    ./mvnw -q -DskipTests -Dspotless.check.skip=true package -pl infra/load,infra/migrate -am >&2 || die "the build failed, see above."
    class=$1
    shift
    export TZ=UTC
    exec "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC -Duser.timezone=UTC --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow \
        -cp "infra/load/target/digisos-load.jar:infra/local/target/digisos-local.jar:infra/local/target/lib/*" "$class" "$@"
}
