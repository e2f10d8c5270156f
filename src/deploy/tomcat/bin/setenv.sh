# With G1, the JVM's own choice, each write costs more. Large pages: thousands who are told one after the other lie far apart.
CATALINA_OPTS="-XX:+UseParallelGC -XX:MaxGCPauseMillis=50 -XX:+UseTransparentHugePages $CATALINA_OPTS"
