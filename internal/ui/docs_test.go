package ui

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/plan/step"
)

// holdDocument fails unless a document of the documentation has the block.
func holdDocument(t *testing.T, name, block string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), block) {
		t.Errorf("docs/%s does not have this example:\n%s", name, block)
	}
}

// The examples in the documentation are what wl prints.
func TestDocumentedPlan(t *testing.T) {
	p := planOf(clusterPlan("prod-eu", documentedUpdate()))
	about := step.Step{Object: p.Clusters[0].Changes[0].Object, Address: "workload.nginx-01"}
	write, await := about, about
	write.Do, write.If = step.Write, step.Precondition{UID: "3c9e1a52-9d5f-4c3a-8f3b-0a4f5f7f6f10", ResourceVersion: "1234"}
	write.Operations = step.Operations{step.Apply{Force: true}}
	await.Do, await.After = step.Await, []int{0}
	p.Clusters[0].Steps = step.Program{write, await}
	var machine bytes.Buffer
	if err := PlanJSON(&machine, p, Options{}); err != nil {
		t.Fatal(err)
	}
	holdDocument(t, "plan-json.md", "```json\n"+machine.String()+"```\n")
	var text bytes.Buffer
	if err := PlanText(&text, p, Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	holdDocument(t, "plan-json.md", "```\n"+text.String()+"```\n")
}

func TestDocumentedEvents(t *testing.T) {
	clock := newClock()
	start := clock.t
	var out bytes.Buffer
	stream := newEventStream(&out, Options{}, clock.now)
	for _, s := range append(happy("prod-eu")[5:9:9], happy("prod-eu")[12]) {
		clock.t = start.Add(s.at - 70*time.Millisecond)
		stream.Event(s.cluster, s.event)
	}
	if err := stream.Close(); err != nil {
		t.Fatal(err)
	}
	holdDocument(t, "apply-events.md", "```json\n"+out.String()+"```\n")
}

func TestDocumentedDiagnostics(t *testing.T) {
	files, all := someDiagnostics(t)
	var out bytes.Buffer
	for _, d := range all {
		if d.Summary == "Unsupported argument" {
			if err := Diagnostics(&out, hcl.Diagnostics{d}, Options{Format: JSON, Files: files}); err != nil {
				t.Fatal(err)
			}
		}
	}
	holdDocument(t, "diagnostics-json.md", "```json\n"+out.String()+"```\n")
}
