package reports

import (
	"bytes"
	"github.com/workloadlang/wl/internal/ui"
	"github.com/workloadlang/wl/internal/uitest"
	"testing"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

func cronJob(name, schedule, zone string, hidden ...object.Path) object.Manifest {
	spec := map[string]any{"schedule": schedule}
	if zone != "" {
		spec["timeZone"] = zone
	}
	return object.Manifest{
		Ref:     object.Ref{Group: "batch", Kind: "CronJob", Namespace: "shop", Name: name},
		Content: map[string]any{"spec": spec}, Sensitive: hidden,
	}
}

func TestValid(t *testing.T) {
	clusters := []lang.Cluster{
		{Name: "prod-eu", Objects: []object.Manifest{
			{Ref: object.Ref{Kind: "ConfigMap", Name: "a"}}, {Ref: object.Ref{Kind: "ConfigMap", Name: "b"}}, {Ref: object.Ref{Group: "apps", Kind: "Deployment", Name: "a"}},
			cronJob("report", "*/5 * * * *", "Europe/Berlin"), cronJob("cleanup", "0 3 * * 1-5", ""),
			cronJob("hidden", "1 2 3 4 *", "UTC", object.PathOf("spec", "schedule")), cronJob("elsewhere", "@daily", "Asia/Tokyo", object.PathOf("spec", "timeZone")),
		}},
		{Name: "lab", Objects: []object.Manifest{{Ref: object.Ref{Kind: "Namespace", Name: "shop"}}}},
	}
	for name, o := range map[string]ui.Options{"short": {}, "80": {Width: 80, Verbose: true}, "120": {Verbose: true}} {
		var b bytes.Buffer
		if err := Valid(&b, "shop", clusters, o); err != nil {
			t.Fatal(err)
		}
		uitest.NoControls(t, b.String(), false)
		uitest.Golden(t, "validate/"+name, b.Bytes())
	}
}
