# Shared by start, demo, kaos and ovelse: builds what they run, finds a JDK, and runs a program of infra/local or infra/kaos. Sourced,
# with $here set.
root=$(cd "$here/../.." && pwd)
cd "$root"

die() { echo "$(basename "$0"): $*" >&2; exit 1; }

functions="submit-function status-function metadata-function fallback-job"

# What is wanted: jars, or with --native executables instead of the functions' jars.
kind=jvm
for argument in "$@"; do
    case $argument in --native) kind=native ;; esac
done
stamp=infra/local/target/built-$kind

# A function's executable, or the name that it would have
runner() {
    for file in "$1"/target/*-runner; do [ -f "$file" ] && [ -x "$file" ] && { echo "$file"; return; }; done
    echo "$1/target/$1-runner"
}

artifacts() {
    echo infra/local/target/digisos-local.jar infra/kaos/target/digisos-kaos.jar infra/migrate/target/digisos-migrate.jar \
        infra/drift/target/quarkus-app/quarkus-run.jar
    for function in $functions; do
        if [ $kind = native ]; then runner "$function"; else echo "$function/target/quarkus-app/quarkus-run.jar"; fi
    done
}

# newer_source FILE: a source file that is newer, or nothing
newer_source() {
    find pom.xml $(for module in common infra/testkit infra/seeds infra/migrate infra/local infra/kaos infra/drift $functions; do
        echo "$module/pom.xml" "$module/src/main"
    done) \
        -type f -newer "$1" -print 2>/dev/null | head -n 1
}

# Built when everything is there, and no source is newer than the last build by this script, or than each of the files.
is_built() {
    for file in $(artifacts); do [ -f "$file" ] || return 1; done
    [ -f "$stamp" ] && [ -z "$(newer_source "$stamp")" ] && return 0
    for file in $(artifacts); do [ -z "$(newer_source "$file")" ] || return 1; done
}

build() {
    is_built && return
    mkdir -p infra/local/target
    touch "$stamp.begun"
    modules=infra/migrate,infra/local,infra/kaos,infra/drift,$(echo $functions | tr ' ' ,)
    if [ $kind = native ]; then
        echo "Building the native executables: some minutes and 8 GB for each of the four …" >&2
        set -- -Dnative -DskipITs
    else
        echo "Building; the first time takes some minutes …" >&2
        set --
    fi
    # The formatter's opinion is for ./mvnw verify, not for whoever tries a change.
    ./mvnw -q "$@" -DskipTests -Dspotless.check.skip=true package -pl "$modules" -am >&2 || die "the build failed, see above."
    mv "$stamp.begun" "$stamp"
}

# run CLASS [ARGUMENT...]: becomes the program
run() {
    class=$1
    shift
    export TZ=UTC
    exec "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC -Duser.timezone=UTC --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow \
        -cp "infra/kaos/target/digisos-kaos.jar:infra/local/target/digisos-local.jar:infra/local/target/lib/*" "$class" "$@"
}

. "$root/.mvn/jdk.sh"
use_jdk
