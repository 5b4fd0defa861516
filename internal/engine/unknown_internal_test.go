package engine

import (
	"errors"
	"slices"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// What there is instead of what was given is all that could have been given.
func TestUnknownArgumentsNameAllThereIs(t *testing.T) {
	entry := func(kind, name, address string) state.Entry {
		return state.Entry{Ref: object.Ref{Kind: kind, Name: name, Namespace: "shop"}, Address: address}
	}
	on := func(entries ...state.Entry) site {
		return site{snapshot: state.Snapshot{Revision: &state.Revision{Objects: entries}}}
	}
	settings, token := entry("ConfigMap", "settings", "config_map.settings"), entry("Secret", "token", "secret.token")
	for name, c := range map[string]struct {
		sites []site
		want  []string
	}{
		"one cluster":       {[]site{on(token, settings)}, []string{"ConfigMap/settings", "Secret/token"}},
		"two, of the same":  {[]site{on(settings), on(settings, token)}, []string{"ConfigMap/settings", "Secret/token"}},
		"nothing was made":  {[]site{on()}, nil},
		"nothing was found": {nil, nil},
	} {
		unknown := new(UnknownObjectError)
		if err := (Workloads{objects: true}).unknown(c.sites, "nope"); !errors.As(err, &unknown) || !slices.Equal(unknown.Known, c.want) {
			t.Errorf("%s: %v", name, unknown.Known)
		}
	}
}
