# Liveshelf. `make` shows the menu.
.DEFAULT_GOAL := help
.PHONY: help run test bench war format picture clean

HOST ?= $(or $(LIVESHELF_HOST),127.0.0.1)
PORT ?= $(or $(LIVESHELF_PORT),8080)
MVN  ?= mvn -B
WAR  := target/liveshelf.war

help: ## This menu
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: $(WAR) ## Build if needed, open the shop and print its address (HOST=0.0.0.0 PORT=9000 to change it); Ctrl-C ends it
	@trap : INT; LIVESHELF_HOST=$(HOST) LIVESHELF_PORT=$(PORT) java -jar $(WAR) || [ $$? -ge 130 ] # ended by a signal: as it should

test: ## Everything: get what is missing, format, lint, unit tests, browser, Tomcat and Jetty
	@sh src/test/tools.sh chromium:chromium chromedriver:chromium-driver curl:curl node:nodejs
	@sh src/test/scripts.sh
	$(MVN) verify

bench: $(WAR) ## Measure: holds a second beside PostgreSQL, the store's size, a shelf at full size (ONLY=holds, filesize or fullsize)
	@sh src/test/tools.sh pg_ctlcluster:postgresql
	$(MVN) -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath
	@java -Dliveshelf.war=$(WAR) -cp target/test-classes:target/classes:$$(cat target/test.classpath) dev.liveshelf.bench.Bench $(ONLY)

war: $(WAR) ## Only build target/liveshelf.war

$(WAR): pom.xml $(shell find src/main WEB-INF-templates -type f)
	$(MVN) -q package -Dmaven.test.skip=true
	@touch $@

format: ## Put the source into the one format
	$(MVN) -q spotless:apply

picture: ## After `make test`: take over the README's picture from the browser test
	cp target/screenshots/two-windows.png src/docs/two-windows.png

clean: ## Remove what was built; the shop's data stays
	$(MVN) -q clean
