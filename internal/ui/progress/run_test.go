package progress

import (
	"bytes"
	"strings"
	"testing"

	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/ui/words"
)

// logOf is what an apply prints line by line.
func logOf(t *testing.T, scope Scope, steps []moment) string {
	t.Helper()
	clock := newClock()
	start := clock.t
	var out bytes.Buffer
	log := newEventLog(ui.Streams{Out: &out, Err: &out}, ui.Options{Width: 200}, scope, clock.now)
	for _, s := range steps {
		clock.t = start.Add(s.at)
		log.Event(s.cluster, s.event)
	}
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// A run names the clusters that it comes to, whatever of it is left to plan: it also rolls back others. One over a single
// cluster names none.
func TestRunNamesClusters(t *testing.T) {
	both := interleave(happy("eu"), happy("prod-us"))
	several := map[string]string{"lost": "canary", "eu": "rest", "prod-us": "rest"}
	for name, c := range map[string]struct {
		planned []string
		waves   map[string]string
		steps   []moment
		named   bool
	}{
		"another one is left to plan": {[]string{"lost"}, several, both, true},
		"one of them is":              {[]string{"eu"}, several, both, true},
		"none is":                     {nil, several, both, true},
		"all are":                     {[]string{"lost", "eu", "prod-us"}, several, both, true},
		"it has one cluster":          {[]string{"eu"}, map[string]string{"eu": "all"}, happy("eu"), false},
		"there is no run":             {[]string{"eu"}, nil, happy("eu"), false},
	} {
		scope := shopScope(t, c.planned...)
		scope.Run, scope.Waves = "abc", c.waves
		for _, line := range strings.Split(logOf(t, scope, c.steps), "\n") {
			fields := strings.Fields(line)
			if len(fields) > 2 && strings.Contains(line, "updated ") && (fields[1] == "eu" || fields[1] == "prod-us") != c.named {
				t.Errorf("%s: %q", name, line)
			}
		}
		result, _ := resultOf(t, applyCase{steps: c.steps}, scope, words.English)
		if strings.Contains(result, "eu  updated") != c.named {
			t.Errorf("%s:\n%s", name, result)
		}
	}
}
