package check_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/controlplane"
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang/internal/check"
)

func connect(t *testing.T) (*kube.Client, string) {
	t.Helper()
	cluster := controlplane.Shared(t)
	client, err := kube.Connect(kube.Target{Kubeconfig: cluster.Kubeconfig, Context: cluster.Context}, kube.Options{UserAgent: "wl-test"})
	if err != nil {
		t.Fatal(err)
	}
	return client, cluster.Namespace(t)
}

// The server must refuse the names of objects that wl refuses, of every kind, and those alone.
func TestServerAgreesWithNames(t *testing.T) {
	client, namespace := connect(t)
	for k := range kind.All() {
		if !k.Embedded {
			continue
		}
		for _, name := range []string{"a", "a.b", "1a", "a-", "A", "a_b", "a:b", "a%b", strings.Repeat("n", 63), strings.Repeat("n", 64), strings.Repeat("n", 254)} {
			metadata := map[string]any{"name": name}
			ref := object.NewRef(k.GroupKind, "", name)
			if k.Namespaced {
				ref.Namespace, metadata["namespace"] = namespace, namespace
			}
			m := object.Manifest{Ref: ref, Content: map[string]any{"apiVersion": k.APIVersion(), "kind": k.Kind, "metadata": metadata}}
			refused := len(check.Names(&m, false)) > 0
			_, err := client.DryRunApply(t.Context(), kube.ApplyRequest{Ref: ref, Content: m.Content, FieldManager: "wl-test"})
			if errors.As(err, new(*kube.NoKindError)) {
				break
			}
			named := err != nil && (strings.Contains(err.Error(), "metadata.name: Invalid value") || strings.Contains(err.Error(), "Name parameter invalid"))
			if refused != named && (refused || !rulesOfTheirOwn(k)) {
				t.Errorf("%s %.70q: wl refuses it: %v; the server: %v", k.Kind, name, refused, err)
			}
		}
	}
}

// rulesOfTheirOwn reports whether the server has more rules for the names of a kind than wl: of a
// StatefulSet, that are new, and of a definition, whose name is made of others.
func rulesOfTheirOwn(k *kind.Kind) bool {
	return k.Names == kind.SegmentNames || k.GroupKind == kind.StatefulSet || k.GroupKind == kind.Definition
}

// The server must refuse the labels, annotations and keys that wl refuses, and those alone.
func TestServerAgreesWithKeys(t *testing.T) {
	client, namespace := connect(t)
	pods := "selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}, %s}, spec: {containers: [{name: a, image: a}]}}"
	forms := map[string]string{
		"labels": "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {%s: %s}}}", "annotations": "{apiVersion: v1, kind: Secret, metadata: {name: a, annotations: {%s: %s}}}",
		"data": "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {%s: %s}}", "binary data": "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, binaryData: {%s: %s}}",
		"secret data":     "{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {%s: %s}}",
		"Pod annotations": "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: a}, spec: {" + fmt.Sprintf(pods, "annotations: {%s: %s}") + "}}",
		"Pod labels":      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {" + strings.Replace(fmt.Sprintf(pods, ""), "labels: {a: b}, ", "labels: {a: b, %s: %s}", 1) + "}}",
		"labels of jobs":  "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: '* * * * *', jobTemplate: {spec: {template: {metadata: {labels: {%s: %s}}, spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}}",
	}
	for what, form := range forms {
		for _, key := range []string{"b", "B.c_d-1", "b c", "x.com/b", "X.com/b", "x.com/", "/b", "..", "..b", "-b", "b/", "é", strings.Repeat("n", 64), strings.Repeat("n", 254)} {
			for _, value := range []string{"QUFB", "-", "x y!", strings.Repeat("QUFB", 20)} {
				if strings.HasSuffix(what, "data") && value != "QUFB" {
					continue
				}
				compareKey(t, client, what, namespace, fmt.Sprintf(form, fmt.Sprintf("%q", key), fmt.Sprintf("%q", value)))
			}
		}
	}
}

func compareKey(t *testing.T, client *kube.Client, what, namespace, text string) {
	t.Helper()
	var content map[string]any
	if err := yaml.Unmarshal([]byte(text), &content); err != nil {
		t.Fatal(err)
	}
	content = object.WithMetadata(content, "namespace", namespace)
	m := object.Manifest{Ref: object.NewRef(kind.Of(content), namespace, "a"), Content: content}
	refused := len(check.Names(&m, false)) > 0
	_, err := client.DryRunApply(t.Context(), kube.ApplyRequest{Ref: m.Ref, Content: content, FieldManager: "wl-test"})
	if refused != (err != nil) {
		t.Errorf("%s: %.200s: wl refuses it: %v; the server: %v", what, text, refused, err)
	}
}
