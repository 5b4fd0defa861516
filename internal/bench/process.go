package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// A sample is one measured run.
type sample struct {
	elapsed time.Duration
	cpu     time.Duration // of the process, in all
	peak    int64         // bytes resident at most; 0 where it was not a process of its own
	traffic traffic       // where it was counted
}

// measurement is a figure's samples, in the order they were taken.
type measurement []sample

// median is the middle sample's time, and the highest memory of all.
func (m measurement) median() (elapsed time.Duration, peak int64) {
	times := make([]time.Duration, len(m))
	for i, s := range m {
		times[i] = s.elapsed
		peak = max(peak, s.peak)
	}
	slices.Sort(times)
	return times[len(times)/2], peak
}

// cpu is the middle sample's CPU time.
func (m measurement) cpu() time.Duration {
	times := make([]time.Duration, len(m))
	for i, s := range m {
		times[i] = s.cpu
	}
	slices.Sort(times)
	return times[len(times)/2]
}

// repeat takes one uncounted and then n counted samples.
func repeat(n int, one func() (sample, error)) (measurement, error) {
	var m measurement
	for i := range n + 1 {
		s, err := one()
		if err != nil {
			return nil, err
		}
		if i > 0 {
			m = append(m, s)
		}
	}
	return m, nil
}

// process runs a program to its end. Exit codes other than those allowed are an
// error that quotes what it printed.
func process(ctx context.Context, env []string, allowed []int, argv ...string) (sample, error) {
	return processLines(ctx, env, allowed, func(string, time.Duration) {}, argv...)
}

// processLines is process, and also hands on each line of standard output, with
// how long it took to come.
func processLines(ctx context.Context, env []string, allowed []int, take func(line string, after time.Duration), argv ...string) (whole sample, err error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return sample{}, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return sample{}, err
	}
	peak := watchPeak(cmd.Process.Pid)
	var last, wrong []string // lines, for the error
	for r := bufio.NewReader(out); ; {
		line, err := r.ReadString('\n')
		take(line, time.Since(start))
		if last = append(last[max(0, len(last)-5):], line); strings.Contains(line, `"error"`) {
			wrong = append(wrong, line)
		}
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return sample{}, err
		}
	}
	err = cmd.Wait()
	whole.elapsed = time.Since(start)
	whole.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if exit := new(exec.ExitError); errors.As(err, &exit) && slices.Contains(allowed, exit.ExitCode()) {
		err = nil
	}
	if err != nil {
		return sample{}, fmt.Errorf("%s: %w\n%s%s", strings.Join(argv, " "), err, strings.Join(append(wrong, last...), ""), stderr.String())
	}
	whole.peak = peak()
	return whole, nil
}

// watchPeak follows how much memory a process has at most, until the result is
// asked for. The figure of getrusage would not do: it counts what the bench
// itself has, whose memory a new process shares until it begins. Where the
// system does not tell, it is 0.
func watchPeak(pid int) func() int64 {
	stop, result := make(chan struct{}), make(chan int64)
	go func() {
		var peak int64
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				peak = max(peak, highWater(pid))
			case <-stop:
				result <- peak
				return
			}
		}
	}()
	return func() int64 {
		close(stop)
		return <-result
	}
}

// highWater reads a process's VmHWM, in bytes.
func highWater(pid int) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kib int64
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kib); err == nil {
			return kib << 10
		}
	}
	return 0
}

// cluster is a control plane of the bench's own.
type cluster struct {
	program, name, kubeconfig string
}

func startCluster(ctx context.Context, program, name string) (*cluster, error) {
	cmd := exec.CommandContext(ctx, program, "up", "--name", name, "--exit-with", fmt.Sprint(os.Getpid()))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("starting the control plane: %w", err)
	}
	return &cluster{program: program, name: name, kubeconfig: strings.TrimSpace(string(out))}, nil
}

func (c *cluster) stop() {
	cmd := exec.Command(c.program, "down", "--name", c.name)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		say("the control plane %s did not stop: %v", c.name, err)
	}
}
