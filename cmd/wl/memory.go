package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// ampleMemory is what wl may take before collecting garbage gets in the way
	// of its work: a run is short, and most stacks never come near.
	ampleMemory = 240 << 20
	// ampleGC is how much the heap may grow below that, in percent.
	ampleGC = 400
)

// tuneMemory lets small stacks be done before much garbage is collected, and
// keeps large ones from taking much more than they use. Whoever has set GOGC or
// GOMEMLIMIT has decided for themselves.
func tuneMemory() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(ampleGC)
	debug.SetMemoryLimit(ampleMemory)
	go func() {
		live, limit := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}, int64(ampleMemory)
		for range time.Tick(10 * time.Millisecond) {
			metrics.Read(live)
			// Near its limit, the collector would do nothing else.
			if next := max(ampleMemory, int64(live[0].Value.Uint64())*5/3); next != limit {
				limit = next
				debug.SetMemoryLimit(limit) // which stops the world for a moment
			}
		}
	}()
}
