# With G1, the JVM's own choice, each write costs more.
CATALINA_OPTS="-XX:+UseParallelGC $CATALINA_OPTS"
