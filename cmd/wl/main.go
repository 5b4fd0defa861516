// Command wl compiles HCL descriptions of Kubernetes workloads, plans them
// against live clusters and rolls them out. Each verb has a file: its flags
// become options, and a function with the verb's name does the work. Only here
// are wl's packages wired together.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"github.com/workloadlang/wl/internal/ui"
)

func main() {
	tuneMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	streams := ui.StandardStreams()
	go func() {
		<-ctx.Done()
		stop() // a second signal ends the process at once
	}()
	os.Exit(run(ctx, os.Args[1:], streams))
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string, streams ui.Streams) int {
	root := newRootCommand(streams)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var code exitCode
	switch {
	case err == nil:
		return int(exitDone)
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, syscall.EPIPE): // nobody reads any more
		return int(exitFailed)
	default:
		_ = ui.Error(streams.Err, err, streams.ErrOptions(ui.Text)) // there is nowhere left to say so
		return int(exitFailed)
	}
}
