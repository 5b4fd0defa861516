package live

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

func TestMeans(t *testing.T) {
	e := &state.Entry{Ref: object.NewRef(kind.Deployment, "shop", "web"), Address: `module.front.workload.web["a"]`}
	for argument, want := range map[string]bool{
		"web": true, "Deployment/web": true, "deployments/web": true, "deployment/shop/web": true, `module.front.workload.web["a"]`: true,
		"module.front.workload.web": true, "module.front": true,
		"": false, "we": false, "Job/web": false, "Deployment/other/web": false, "Deployment/": false, "/web": false, "shop/web": false, "module.fro": false,
	} {
		if got := Means(argument, e); got != want {
			t.Errorf("%q: %v", argument, got)
		}
	}
}

func TestChoose(t *testing.T) {
	r := &state.Revision{Objects: []state.Entry{
		{Ref: object.NewRef(kind.ConfigMap, "shop", "web")}, {Ref: object.NewRef(kind.Deployment, "shop", "web")}, {Ref: object.NewRef(kind.CronJob, "shop", "tidy")},
	}}
	if all := Choose(r, nil); len(all) != 2 {
		t.Errorf("all: %+v", all)
	}
	if web := Choose(r, []string{"web"}); len(web) != 1 || web[0].Ref.Kind != "Deployment" {
		t.Errorf("web: %+v", web)
	}
	if none := Choose(nil, nil); none != nil {
		t.Errorf("of no state: %+v", none)
	}
}

// A name means workloads where some are called so, and other objects where none is; what an
// apply does not wait for is waited for only where it is named.
func TestChooseAwaited(t *testing.T) {
	r := &state.Revision{Objects: []state.Entry{
		{Ref: object.NewRef(kind.ConfigMap, "shop", "web"), Address: "config_map.web"}, {Ref: object.NewRef(kind.Deployment, "shop", "web"), Address: "workload.web"},
		{Ref: object.NewRef(kind.Service, "shop", "front"), Address: "object.front", NoWait: true}, {Ref: object.NewRef(kind.Claim, "shop", "data"), Address: "volume_claim.data"},
		{Ref: object.NewRef(kind.ConfigMap, "shop", "own"), Address: "object.own", Ready: &object.Ready{Condition: "Done"}},
	}}
	for argument, want := range map[string]string{
		"": "ConfigMap shop/own, Deployment shop/web, PersistentVolumeClaim shop/data", "web": "Deployment shop/web", "configmap/web": "ConfigMap shop/web",
		"config_map.web": "ConfigMap shop/web", "object.front": "Service shop/front", "services/front": "Service shop/front", "nothing": "",
	} {
		var arguments, got []string
		if argument != "" {
			arguments = []string{argument}
		}
		for _, e := range ChooseAwaited(r, arguments) {
			got = append(got, e.Ref.String())
		}
		slices.Sort(got)
		if strings.Join(got, ", ") != want {
			t.Errorf("%q means %v", argument, got)
		}
	}
	if none := ChooseAwaited(nil, nil); none != nil {
		t.Errorf("of no state: %+v", none)
	}
}

// What is gone is recognised by the names that controllers give.
func TestAboutIncludes(t *testing.T) {
	a := about{refs: map[object.Ref]bool{}, makers: map[object.Ref]bool{}}
	for _, ref := range []object.Ref{
		object.NewRef(kind.Deployment, "shop", "web"), object.NewRef(kind.ReplicaSet, "shop", "web-7d9f8c6b5d"), object.NewRef(kind.StatefulSet, "shop", "db"),
		object.NewRef(kind.DaemonSet, "shop", "agent"), object.NewRef(kind.CronJob, "shop", "tidy"), object.NewRef(kind.Pod, "shop", "odd"),
	} {
		a.add(ref)
	}
	for ref, want := range map[object.Ref]bool{
		object.NewRef(kind.Deployment, "shop", "web"):                true,
		object.NewRef(kind.ReplicaSet, "shop", "web-59f956b94f"):     true,
		object.NewRef(kind.Pod, "shop", "web-7d9f8c6b5d-szzrn"):      true,
		object.NewRef(kind.Pod, "shop", "web-59f956b94f-szzrn"):      true,
		object.NewRef(kind.Pod, "shop", "db-0"):                      true,
		object.NewRef(kind.Pod, "shop", "db-12"):                     true,
		object.NewRef(kind.Pod, "shop", "agent-4rh9l"):               true,
		object.NewRef(kind.Job, "shop", "tidy-29384756"):             true,
		object.NewRef(kind.Pod, "shop", "odd"):                       true,
		object.NewRef(kind.Pod, "shop", "odd-4rh9l"):                 false,
		object.NewRef(kind.Pod, "shop", "web"):                       false,
		object.NewRef(kind.Pod, "other", "db-0"):                     false,
		object.NewRef(kind.ReplicaSet, "shop", "web-api-59f956b94f"): false,
		object.NewRef(kind.Pod, "shop", "db-api-0"):                  false,
		object.NewRef(kind.Pod, "shop", "dbx-0"):                     false,
		object.NewRef(kind.ConfigMap, "shop", "web-4rh9l"):           false,
	} {
		if got := a.includes(ref); got != want {
			t.Errorf("%s: %v", ref, got)
		}
	}
}

func TestMerged(t *testing.T) {
	at := func(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }
	pod, set := object.NewRef(kind.Pod, "shop", "web-1"), object.NewRef(kind.ReplicaSet, "shop", "web")
	pulled := Event{Object: pod, Type: "Normal", Reason: "Pulled", Message: "m", Count: 1, First: at(5), Last: at(5)}
	backOff := Event{Object: pod, Type: "Warning", Reason: "BackOff", Message: "m", Count: 3, First: at(4), Last: at(20)}
	again := backOff
	again.First, again.Last, again.Count = at(2), at(10), 4
	both := backOff
	both.First, both.Count = at(2), 7
	other := backOff
	other.Object, other.Last = set, at(6)
	if diff := cmp.Diff([]Event{pulled, other, both}, merged([]Event{backOff, other, pulled, again})); diff != "" {
		t.Error(diff)
	}
	if none := merged(nil); none == nil || len(none) != 0 {
		t.Errorf("of none: %#v", none)
	}
}

// A log that is read anew after its connection was lost gives each line once.
func TestPosition(t *testing.T) {
	line := func(second int64, text string) kube.LogLine {
		return kube.LogLine{Time: time.Unix(second, 0), Text: text}
	}
	log := []kube.LogLine{line(1, "a"), line(2, "b"), line(2, "b"), {Text: "rest of b"}, line(2, "c"), line(3, "d"), {Text: "rest of d"},
		line(2, "e, of the other output"), line(3, "f"), line(1, "g, likewise"), {Text: "rest of g"}, line(4, "h"), line(3, "i, likewise"),
	}
	for cut := range len(log) + 1 {
		var p position
		var got []kube.LogLine
		read := func(lines []kube.LogLine) {
			for _, l := range lines {
				if p.pass(l) {
					got = append(got, l)
				}
			}
		}
		read(log[:cut])
		if p.at.IsZero() {
			p = position{}
		} else {
			p.resume()
		}
		read(log)
		if diff := cmp.Diff(log, got); diff != "" {
			t.Errorf("cut off after %d lines:\n%s", cut, diff)
		}
	}
}
