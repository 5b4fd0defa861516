package engine

import (
	"time"

	"github.com/workloadlang/wl/internal/fact"
)

// What is waited for.
const (
	WaitsForPlugin fact.Code = "waits_for_credential_plugin"
	WaitsForServer fact.Code = "waits_for_server"
)

// WaitFact is what is waited for, for how long, as a fact.
func WaitFact(w Wait) fact.Fact {
	if w.Plugin != "" {
		return fact.New(WaitsForPlugin, fact.Args{"plugin": w.Plugin, "context": w.Context, "limit": seconds(w.Limit)})
	}
	return fact.New(WaitsForServer, fact.Args{"context": w.Context, "server": w.Server, "for": seconds(w.For), "limit": seconds(w.Limit)})
}

func seconds(d time.Duration) int64 { return int64(d.Round(time.Second) / time.Second) }
