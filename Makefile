# Liveshelf. `make` shows the menu.
.DEFAULT_GOAL := help
.PHONY: help run demo cluster test soak mutation bench war format picture clean

HOST ?= $(or $(LIVESHELF_HOST),127.0.0.1)
PORT ?= $(or $(LIVESHELF_PORT),8080)
MVN  ?= mvn -B
# Another JDK that the tests, and the servers they start, run with: JDK=/usr/lib/jvm/...
TESTS = $(if $(JDK),-Djvm=$(JDK)/bin/java)
WAR  := target/liveshelf.war
# The JVM's own choice, G1, pays for short pauses with work at each write: an answer then costs a third more (make bench ONLY=wake).
# Pages of 2 MB: thousands who are told one after the other lie far apart; a poll's cycle takes 6 to 8 % less of the CPU (30.6 µs, not 32.9).
# And short collections: a young generation as large as the JVM likes moves a crowd that has just come in one go. 99 of 100 carts
# beside 5,000 event streams are then answered within 38 and 53 ms, not 54 and 68 (in turns). With 20 instead of 50, or
# -Xmn64m, within 43 and 35, but 9,000 polls pay for it: a sixth more for each cycle.
# What the JVM writes down for jstat, twenty times a second, is a twelfth of what 9,000 polls cost that only wait (60 ms of 750 in
# 39 s); and it is a file, for whose disk a collection may have to wait. jcmd does without it.
JAVA_OPTIONS ?= -XX:+UseParallelGC -XX:MaxGCPauseMillis=50 -XX:+UseTransparentHugePages -XX:-UsePerfData

help: ## This menu
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: $(WAR) ## Build if needed, open the shop and print its address (HOST=0.0.0.0 PORT=9000 to change it); Ctrl-C ends it
	@trap : INT; LIVESHELF_HOST=$(HOST) LIVESHELF_PORT=$(PORT) java $(JAVA_OPTIONS) -jar $(WAR) || [ $$? -ge 130 ] # ended by a signal: as it should

demo: $(WAR) ## The same with a demo shop to play in, at /demo/: eight things, and two minutes for what is in a cart
	@echo "The demo shop will be at http://$(HOST):$(PORT)/demo/"
	@trap : INT; LIVESHELF_HOST=$(HOST) LIVESHELF_PORT=$(PORT) LIVESHELF_DATA=target/demo LIVESHELF_HOLD=2m \
	  LIVESHELF_ITEMS=Teapot=6,Mug=12,Vase=3,Lamp=4,Chair=2,Plant=9,Clock=1,Bowl=20 java $(JAVA_OPTIONS) -jar $(WAR) || [ $$? -ge 130 ]

cluster: $(WAR) ## Three nodes on a Redis Cluster, behind HAProxy, on this machine: kill what you like and look; Ctrl-C ends it
	@sh src/test/tools.sh haproxy:haproxy redis-server:redis-server
	@trap : INT; sh src/cluster/cluster.sh $(WAR) $(HOST) $(PORT) || [ $$? -ge 130 ]

test: ## Everything: get what is missing, format, lint, unit tests, browsers, proxies, Redis, Tomcat and Jetty (JDK=... to run them with another)
	@sh src/test/tools.sh chromium:chromium chromedriver:chromium-driver firefox-esr:firefox-esr curl:curl nginx:nginx-light haproxy:haproxy apache2:apache2-bin node:nodejs redis-server:redis-server
	@sh src/test/scripts.sh
	$(MVN) verify $(TESTS)

soak: ## The tests that take too long for every day
	@sh src/test/tools.sh redis-server:redis-server haproxy:haproxy slowhttptest:slowhttptest wapiti:wapiti
	$(MVN) verify -Dtests.only=soak -Dtests.without= -Dtests.jvm= -Dtests.forks=1 -Dinvocations=100 $(TESTS)

mutation: ## Change the stock and the waiting room in small ways, and see whether their tests notice
	$(MVN) -q test-compile pitest:mutationCoverage@cart pitest:mutationCoverage@stock $(if $(wildcard /dev/shm),-Dmutation.tmp=/dev/shm)

bench: $(WAR) ## Measure: holds beside PostgreSQL, a wake beside nchan, and in Tomcat and Jetty, its hot pieces, how costs grow, the store's size, a full shelf, nodes on Redis and their news (ONLY=holds, wake, containers, hot, growth, filesize, fullsize, nodes or news)
	@sh src/test/tools.sh pg_ctlcluster:postgresql redis-server:redis-server redis-benchmark:redis-tools \
	  nginx:nginx-light /usr/lib/nginx/modules/ngx_nchan_module.so:libnginx-mod-nchan /usr/lib/python3/dist-packages/tornado:python3-tornado
	$(MVN) -q test-compile compiler:testCompile@jmh dependency:unpack@distributions dependency:build-classpath -Dmdep.outputFile=target/test.classpath
	@java -Dliveshelf.war=$(WAR) "-Dliveshelf.java.options=$(JAVA_OPTIONS)" \
	  "-Dtomcat10.home=$$(echo $(CURDIR)/target/distributions/apache-tomcat-10.*)" "-Djetty.home=$$(echo $(CURDIR)/target/distributions/jetty-home-*)" \
	  -cp target/jmh-classes:target/test-classes:target/classes:$$(cat target/test.classpath) dev.liveshelf.bench.Bench $(ONLY)

war: $(WAR) ## Only build target/liveshelf.war

$(WAR): pom.xml $(shell find src/main WEB-INF-templates -type f)
	$(MVN) -q package -Dmaven.test.skip=true
	@touch $@

format: ## Put the source into the one format
	$(MVN) -q spotless:apply

picture: ## After `make test`: take over the README's pictures from the browser tests
	cp target/screenshots/two-windows.png target/screenshots/office.png src/docs/

clean: ## Remove what was built; the shop's data stays
	$(MVN) -q clean
