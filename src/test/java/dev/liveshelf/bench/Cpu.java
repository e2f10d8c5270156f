package dev.liveshelf.bench;

import java.time.Duration;
import java.util.List;

/** The processor time that some processes take, together. */
final class Cpu {

    private final List<ProcessHandle> processes;
    private Duration before;

    private Cpu(List<ProcessHandle> processes) {
        this.processes = processes;
        this.before = total();
    }

    static Cpu of(List<Long> pids) {
        return new Cpu(
                pids.stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList());
    }

    static Cpu ours() {
        return new Cpu(List.of(ProcessHandle.current()));
    }

    void start() {
        before = total();
    }

    /** Returns how much of it each of so many things has taken since the start, in microseconds. */
    double microsEach(double count) {
        return total().minus(before).toNanos() / 1e3 / count;
    }

    private Duration total() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
