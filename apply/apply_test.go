package apply_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/workloadlang/wl/apply"
)

func TestApplyAndRollOut(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	f.want(
		f.configMap("settings", "info"),
		f.workload("Deployment", "front", pods{replicas: 2}),
		f.workload("StatefulSet", "database", pods{replicas: 2}),
		f.workload("Job", "migrate", pods{replicas: 1}),
	)
	result := f.mustApply()
	t.Log("\n" + f.log())
	t.Logf("%+v", result)
	t.Log(f.inventory())
	result = f.mustApply()
	t.Logf("%+v %s", result, f.log())
	f.want(f.configMap("settings", "info"))
	result = f.mustApply()
	t.Logf("%+v %s", result, f.log())
	t.Log(f.inventory())
}

func TestFailures(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"image-pull-failure", "crash-loop", "never-ready", "unschedulable"} {
		for _, kind := range []string{"Deployment", "StatefulSet"} {
			t.Run(how+"/"+kind, func(t *testing.T) {
				t.Parallel()
				f := newFixture(t)
				f.want(f.workload(kind, "front", behaving(how)))
				_, err := f.apply(func(in *apply.Input) { in.Timeout = 8e9 })
				t.Log("\n" + f.log())
				if err == nil {
					t.Fatal("succeeded")
				}
				t.Log(err)
				if e := (*apply.Error)(nil); !errors.As(err, &e) {
					t.Errorf("%T", err)
				}
				if !strings.Contains(f.inventory(), "stalled") {
					t.Error(f.inventory())
				}
			})
		}
	}
}
