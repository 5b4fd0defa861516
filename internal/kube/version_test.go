package kube_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/util/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// define makes, or changes, the definition of a kind of the namespace's own, which
// is served in the given versions; the first is stored.
func define(t *testing.T, c *kube.Client, namespace string, versions ...string) kind.GroupKind {
	t.Helper()
	group := namespace + ".example.com"
	var list []string
	for i, v := range versions {
		list = append(list, fmt.Sprintf("{name: %s, served: true, storage: %v, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}", v, i == 0))
	}
	text := fmt.Sprintf("{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: lamps.%s}, spec: {group: %s, scope: Namespaced, names: {kind: Lamp, plural: lamps, singular: lamp, listKind: LampList}, versions: [%s]}}",
		group, group, strings.Join(list, ", "))
	content := map[string]any{}
	if err := yaml.Unmarshal([]byte(text), &content); err != nil {
		t.Fatal(err)
	}
	ref := object.Ref{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition", Name: "lamps." + group}
	if _, err := c.Apply(t.Context(), kube.ApplyRequest{Ref: ref, Content: content, FieldManager: "test", Force: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Delete(context.Background(), ref, "", kube.Background) })
	return kind.GroupKind{Group: group, Kind: "Lamp"}
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 300 {
		if holds() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("after 30 seconds, not yet: %s", what)
}

// A client still finds the objects of a kind whose versions change while it
// runs, and does not take one that has moved for one that is gone.
func TestVersionsThatComeAndGo(t *testing.T) {
	c, namespace := connect(t)
	gk := define(t, c, namespace, "v1")
	ref := object.Ref{Group: gk.Group, Kind: gk.Kind, Namespace: namespace, Name: "one"}
	lamp := func(version string) kube.ApplyRequest {
		return kube.ApplyRequest{Ref: ref, FieldManager: "test", Content: map[string]any{
			"apiVersion": gk.Group + "/" + version, "kind": gk.Kind, "metadata": map[string]any{"name": "one", "namespace": namespace},
		}}
	}
	eventually(t, "v1 takes objects", func() bool { _, err := c.Apply(t.Context(), lamp("v1")); return err == nil })
	_, err := c.DryRunApply(t.Context(), lamp("v2"))
	if unknown := new(kube.NoKindError); !errors.As(err, &unknown) || unknown.ServedIn() != gk.Group+"/v1" || !apierrors.IsNotFound(err) {
		t.Fatalf("a version that is not served: %v", err)
	}
	if found, err := c.ListMeta(t.Context(), kube.Selection{Kind: gk, Namespace: namespace}); err != nil || len(found) != 1 {
		t.Fatalf("listed in the preferred version: %v, %v", found, err)
	}

	define(t, c, namespace, "v2", "v1")
	eventually(t, "v2 takes objects", func() bool { _, err := c.Apply(t.Context(), lamp("v2")); return err == nil })
	for _, version := range []string{"v1", "v2"} {
		o, err := c.GetVersion(t.Context(), ref, version)
		if err != nil || o["apiVersion"] != gk.Group+"/"+version {
			t.Errorf("read in %s: %v, %v", version, o["apiVersion"], err)
		}
		list, err := c.List(t.Context(), kube.Selection{Kind: gk, Version: version, Namespace: namespace})
		if err != nil || len(list) != 1 || list[0]["apiVersion"] != gk.Group+"/"+version {
			t.Errorf("listed in %s: %v, %v", version, list, err)
		}
	}
	// The version in which this client has found the kind is not served any more.
	unserve(t, c, gk)
	eventually(t, "v1 is gone", func() bool { _, err := c.GetVersion(t.Context(), ref, "v1"); return kube.IsNotServed(err) })
	if _, err := c.Get(t.Context(), ref); err != nil {
		t.Errorf("it has moved, and is not found: %v", err)
	}
	if err := c.Delete(t.Context(), ref, "", kube.Background); err != nil {
		t.Errorf("it has moved, and is not deleted: %v", err)
	}
	if _, err := c.Get(t.Context(), ref); !apierrors.IsNotFound(err) || kube.IsNotServed(err) {
		t.Errorf("it is still there, or not for the right reason: %v", err)
	}
}

// unserve has the definition's second version served no more.
func unserve(t *testing.T, c *kube.Client, gk kind.GroupKind) {
	t.Helper()
	ref := object.Ref{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition", Name: "lamps." + gk.Group}
	live, err := c.Get(t.Context(), ref)
	if err != nil {
		t.Fatal(err)
	}
	versions := live["spec"].(map[string]any)["versions"].([]any)
	for _, v := range versions {
		v := v.(map[string]any)
		v["served"] = v["name"] != "v1"
	}
	if _, err := c.Update(t.Context(), ref, live); err != nil {
		t.Fatal(err)
	}
}

// Kubernetes' own kinds are found in every version that is served, and in others
// are said to be in those.
func TestVersionsOfBuiltInKinds(t *testing.T) {
	c, namespace := connect(t)
	scaler := object.Ref{Group: "autoscaling", Kind: "HorizontalPodAutoscaler", Namespace: namespace, Name: "a"}
	for _, version := range []string{"v1", "v2"} {
		if _, err := c.GetVersion(t.Context(), scaler, version); !apierrors.IsNotFound(err) || kube.IsNotServed(err) {
			t.Errorf("%s: %v", version, err)
		}
	}
	unknown := new(kube.NoKindError)
	if _, err := c.GetVersion(t.Context(), scaler, "v2beta9"); !errors.As(err, &unknown) || unknown.ServedIn() != "autoscaling/v2, autoscaling/v1" {
		t.Errorf("v2beta9: %v", err)
	}
	pod := object.Ref{Kind: "Pod", Namespace: namespace, Name: "a"}
	if _, err := c.GetVersion(t.Context(), pod, "v2"); !errors.As(err, &unknown) || unknown.ServedIn() != "v1" {
		t.Errorf("v2 of the core API: %v", err)
	}
}
