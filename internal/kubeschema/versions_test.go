package kubeschema

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReleases(t *testing.T) {
	for text, want := range map[string]Release{
		"1.36": {Minor: 36}, "1.36.3": {36, 3, true}, "v1.35.0-gke.100": {35, 0, true}, "1.34+": {Minor: 34},
	} {
		got, err := ParseRelease(text)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v %s", text, err, diff)
		}
	}
	for _, text := range []string{"", "one", "1", "v"} {
		if r, err := ParseRelease(text); err == nil {
			t.Errorf("%q is read as %v", text, r)
		}
	}
}

func TestGatesByRelease(t *testing.T) {
	patched := Gate{On: []Range{{From: "1.35.0", Until: "1.35.4"}, {From: "1.37"}}}
	for text, want := range map[string]bool{
		"1.34": false, "1.34.9": false, "1.35": false, "1.35.0": true, "1.35.3": true, "1.35.4": false, "1.36": false, "1.37": true, "1.37.0": true, "1.38": true,
	} {
		r, err := ParseRelease(text)
		if err != nil || patched.isOn(r) != want {
			t.Errorf("%s: on is %t (%v)", text, !want, err)
		}
	}
	if (Gate{}).isOn(Release{Minor: 37}) {
		t.Error("a gate that is on nowhere is on")
	}
}

// What is said of versions is of types and fields that there are, but for those that
// are gone.
func TestVersionsNameMembers(t *testing.T) {
	names, err := Members()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, n := range names {
		known[n] = true
	}
	v := readVersions()
	if v.First < 23 || v.Last <= v.First || len(v.Served) < 50 || len(v.Gates) < 30 {
		t.Errorf("%d to %d: %d fields, %d gates", v.First, v.Last, len(v.Served), len(v.Gates))
	}
	unknown := 0
	for name, m := range v.Served {
		if !known[name] && m.Until == 0 {
			unknown++
		}
	}
	if unknown > 2 { // those of containers of one sort
		t.Errorf("%d names are of no field", unknown)
	}
	for name, g := range v.Gates {
		for _, r := range g.On {
			if _, err := ParseRelease(r.From); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// A value that a gate guards is dropped where the server's strategy drops it, refused where its
// validation does, and unknown to a release that does not have the gate.
func TestGatesThatRefuse(t *testing.T) {
	pod := func(spec map[string]any) map[string]any {
		return map[string]any{"apiVersion": "v1", "kind": "Pod", "spec": spec}
	}
	autoscaler := map[string]any{"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "spec": map[string]any{"minReplicas": int64(0)}}
	service := func(value string) map[string]any {
		return map[string]any{"apiVersion": "v1", "kind": "Service", "spec": map[string]any{"trafficDistribution": value}}
	}
	restarting := func(of, policy string) map[string]any {
		return pod(map[string]any{of: []any{map[string]any{"name": "a", "restartPolicy": policy}}})
	}
	tolerating := pod(map[string]any{"tolerations": []any{map[string]any{"key": "a", "operator": "Gt", "value": "1"}}})
	all := pod(map[string]any{"containers": []any{map[string]any{
		"name": "a", "restartPolicy": "Never", "restartPolicyRules": []any{map[string]any{"action": "RestartAllContainers"}},
	}}})
	restarts := pod(map[string]any{"containers": []any{map[string]any{
		"name": "a", "restartPolicy": "Never", "restartPolicyRules": []any{map[string]any{"action": "Restart"}},
	}}})
	for name, c := range map[string]struct {
		content map[string]any
		minor   int
		want    string
	}{
		"minReplicas":                      {autoscaler, 36, "refused"},
		"minReplicas, on":                  {autoscaler, 37, ""},
		"minReplicas, old":                 {autoscaler, 32, "refused"},
		"PreferSameZone":                   {service("PreferSameZone"), 33, "refused"},
		"PreferSameNode, without the gate": {service("PreferSameNode"), 32, "needs 33"},
		"PreferClose":                      {service("PreferClose"), 33, ""},
		"a container's policy, off":        {restarting("containers", "Never"), 34, "dropped"},
		"a container's, without the gate":  {restarting("containers", "Never"), 33, "needs 34"},
		"an init container's, off":         {restarting("initContainers", "OnFailure"), 34, "dropped"},
		"an init container's, without it":  {restarting("initContainers", "Never"), 33, "needs 34"},
		"a sidecar":                        {restarting("initContainers", "Always"), 32, ""},
		"a toleration":                     {tolerating, 37, "refused"},
		"a toleration, without the gate":   {tolerating, 34, "needs 35"},
		"all containers":                   {all, 35, "refused"},
		"all containers, without the gate": {all, 34, "droppeddroppedneeds 35"}, // the policy and its rules; with their gate, the action
		"rules that restart":               {restarts, 34, "droppeddropped"},
		"rules, without their gate":        {all, 33, "needs 34needs 34"},
	} {
		got := ""
		for _, l := range Lacks(c.content, Release{Minor: c.minor}) {
			switch {
			case l.Gate == nil:
				got += fmt.Sprintf("needs %d", l.Minors.Since)
			case l.Gate.Refuses:
				got += "refused"
			default:
				got += "dropped"
			}
		}
		if got != c.want {
			t.Errorf("%s in 1.%d: %q, not %q", name, c.minor, got, c.want)
		}
	}
}
