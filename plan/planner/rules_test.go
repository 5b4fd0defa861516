package planner_test

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/state"
)

// ofCluster is an object of the cluster that the stack has, NAME standing for
// a name of the test's own.
func (w *world) ofCluster(text string) object.Manifest {
	w.t.Helper()
	m := w.manifest(edit(text, "NAME", w.namespace))
	delete(m.Content["metadata"].(map[string]any), "namespace")
	m.Ref.Namespace = ""
	return m
}

// rule makes an object of the cluster until the test ends.
func (w *world) rule(text string) object.Manifest {
	w.t.Helper()
	m := w.ofCluster(w.inVersion(text))
	labels := m.Content["metadata"].(map[string]any)
	delete(labels, "labels")
	w.foreign("admin", m.Content, true)
	w.removedAtEnd(m.Ref)
	return m
}

// inVersion is a mutating policy in the version that the cluster has; any other object is
// as it was.
func (w *world) inVersion(text string) string {
	w.t.Helper()
	if strings.Contains(text, "kind: MutatingAdmissionPolicy") && w.release().Minor < 36 {
		return strings.Replace(text, "admissionregistration.k8s.io/v1\n", "admissionregistration.k8s.io/v1beta1\n", 1)
	}
	return text
}

// release is the version of the cluster.
func (w *world) release() kubeschema.Release {
	w.t.Helper()
	version, err := w.client.Version(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	release, err := kubeschema.ParseRelease(version)
	if err != nil {
		w.t.Fatal(err)
	}
	return release
}

// removedAtEnd has an object of the cluster deleted when the test ends.
func (w *world) removedAtEnd(ref object.Ref) {
	w.t.Cleanup(func() {
		if err := w.client.Delete(context.Background(), ref, "", kube.Background); err != nil && !apierrors.IsNotFound(err) { // the test's own context has ended
			w.t.Error(err)
		}
	})
}

// until tries again and again until something holds.
func (w *world) until(what string, holds func() bool) {
	w.t.Helper()
	for range 300 {
		if holds() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	w.t.Fatalf("after 30 seconds, not yet: %s", what)
}

// Asked is the server's answer to a dry-run, or its refusal.
func (w *world) asked(m object.Manifest) (kube.ApplyResult, error) {
	return w.client.DryRunApply(w.t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: m.Content, FieldManager: w.stack.FieldManager()})
}

// served waits until objects of a definition can be sent.
func (w *world) served(m object.Manifest) {
	w.t.Helper()
	w.until(m.APIVersion+" "+m.Ref.Kind+" is served", func() bool {
		_, err := w.asked(m)
		return !kube.IsNotServed(err) && (err == nil || !strings.Contains(err.Error(), "not declared in schema"))
	})
}

// entryOf is what the state holds of an object that was applied.
func entryOf(m object.Manifest) state.Entry {
	return state.Entry{Ref: m.Ref, APIVersion: m.APIVersion, Address: m.Address, UID: "former", Phase: state.Ready}
}

func describeJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}
