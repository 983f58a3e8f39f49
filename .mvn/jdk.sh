# Sourced by mvnw and by the scripts of infra/local: finds a JDK that is new enough, in JAVA_HOME or the usual places of JDKs.
required_java=25

java_major() {
    [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || { echo 0; return; }
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1
}

find_jdk() {
    for home in "${JAVA_HOME:-}" "${GRAALVM_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
        [ -n "$home" ] && [ -d "$home" ] || continue
        major=$(java_major "$home")
        [ "${major:-0}" -ge "$required_java" ] && { echo "$home"; return; }
    done
}

# Sets JAVA_HOME, or says in one sentence what is missing and ends.
use_jdk() {
    jdk=$(find_jdk)
    if [ -z "$jdk" ]; then
        echo "$(basename "$0"): no JDK $required_java or newer was found: install one, or set JAVA_HOME to it." >&2
        exit 1
    fi
    JAVA_HOME=$jdk
    export JAVA_HOME
}
