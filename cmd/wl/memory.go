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
	// generous is how many times over what is in use larger stacks may take.
	generous = 3
)

// tuneMemory lets small stacks be done before much garbage is collected, keeps
// larger ones within the same bounds, and lets those that fill it take as much
// more as they need to continue at the same pace. Whoever has set GOGC or
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
			if used := int64(live[0].Value.Uint64()); used > ampleMemory*2/3 && used*generous != limit {
				limit = used * generous
				debug.SetMemoryLimit(limit) // which stops the world for a moment
			}
		}
	}()
}
