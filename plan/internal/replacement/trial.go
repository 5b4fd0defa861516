package replacement

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/internal/compare"
)

// TrialNames are the names under which a server is asked about the new object of a
// replacement. The second is for policies about names: it begins and ends as the object's own, and has
// nothing but letters beside that.
func TrialNames(name string) ([]string, error) {
	digest, err := object.Digest(name)
	if err != nil {
		return nil, err
	}
	letters := make([]byte, 8)
	for i := range letters {
		letters[i] = 'a' + digest[i]%26
	}
	at := min(len(name), 55) / 2
	return []string{
		strings.TrimRight(name[:min(len(name), 38)], "-.") + "-wl-" + digest[:8],
		name[:at] + string(letters) + name[max(at, at+len(name)+8-63):],
	}, nil
}

// Trial is the object under another name: the server judges it as it would
// judge a new one, which it cannot be asked while the old one is there. What only one
// object can have is left out, for the old one has it still: ports of nodes, and being the
// default of a cluster. Own makes the answer one about the object itself, and WithOnes gives
// that back.
func Trial(m *object.Manifest, live map[string]any, name string) (object.Ref, map[string]any) {
	ref := m.Ref
	ref.Name = name
	content := object.WithMetadata(m.Content, "name", name)
	switch ref.GroupKind() {
	case kind.Service:
		content = withoutNodePorts(content)
	case kind.PriorityClass:
		if live["globalDefault"] == true {
			content = object.Without(content, "globalDefault")
		}
	case kind.Job:
		content = labelledAs(content, m.Ref.Name, name)
	}
	return ref, content
}

// Again is the live object under the name of a trial, without what a server finds for each
// object. What is refused of it is not for what the configuration changes.
func Again(c *compare.Comparison, name string) map[string]any {
	m := *c.Manifest
	metadata := map[string]any{"name": m.Ref.Name}
	for _, field := range []string{"namespace", "labels", "annotations"} {
		if value := object.At(c.Live, "metadata", field); value != nil {
			metadata[field] = value
		}
	}
	m.Content = object.With(object.Without(c.Live, "status"), "metadata", metadata)
	spec, _ := m.Content["spec"].(map[string]any)
	switch {
	case m.Ref.GroupKind() == kind.Service && spec["clusterIP"] != "None":
		m.Content = object.With(m.Content, "spec", object.Without(object.Without(spec, "clusterIP"), "clusterIPs"))
	case m.Ref.GroupKind() == kind.Job && spec["manualSelector"] != true:
		m.Content = withoutUID(object.With(m.Content, "spec", object.Without(spec, "selector")))
	}
	_, content := Trial(&m, c.Live, name)
	return content
}

// withoutUID is a Job without the labels of its Pods that a server makes of its UID.
func withoutUID(job map[string]any) map[string]any {
	labels, ok := object.At(job, "spec", "template", "metadata", "labels").(map[string]any)
	if !ok {
		return job
	}
	labels = object.Without(object.Without(labels, batchv1.ControllerUidLabel), "controller-uid")
	return object.WithNested(job, labels, "spec", "template", "metadata", "labels")
}

// Own is a server's answer to a trial as it answers about the object itself: a server, and
// admission, puts the name of an object into others of its fields, too.
func Own(own, trial object.Ref, result kube.ApplyResult) kube.ApplyResult {
	result.Object, _ = renamed(result.Object, trial.Name, own.Name).(map[string]any)
	result.Warnings = slices.Clone(result.Warnings)
	for i, text := range result.Warnings {
		result.Warnings[i] = strings.ReplaceAll(text, trial.Name, own.Name)
	}
	return result
}

// WithOnes is the answer to a trial with what was left out because only one object can have it.
func WithOnes(m *object.Manifest, answer map[string]any) map[string]any {
	switch m.Ref.GroupKind() {
	case kind.PriorityClass:
		if value, set := m.Content["globalDefault"]; set {
			return object.With(answer, "globalDefault", value)
		}
	case kind.Service:
		if port := object.At(m.Content, "spec", "healthCheckNodePort"); port != nil {
			answer = object.WithNested(answer, port, "spec", "healthCheckNodePort")
		}
		return withNodePorts(answer, m.Content)
	}
	return answer
}

// withNodePorts is a Service with the ports of nodes that another sets: both have their ports in
// one order.
func withNodePorts(service, of map[string]any) map[string]any {
	ports, _ := object.At(service, "spec", "ports").([]any)
	set, _ := object.At(of, "spec", "ports").([]any)
	if len(ports) != len(set) || len(set) == 0 {
		return service
	}
	ports = slices.Clone(ports)
	for i, p := range set {
		from, _ := p.(map[string]any)
		to, ok := ports[i].(map[string]any)
		if port := from["nodePort"]; ok && port != nil {
			ports[i] = object.With(to, "nodePort", port)
		}
	}
	return object.WithNested(service, ports, "spec", "ports")
}

// OwnError is the same of an error in place of an answer, which is changed.
func OwnError(own, trial object.Ref, err error) error {
	if failed := new(kube.RequestError); errors.As(err, &failed) && failed.Subject == trial.String() {
		failed.Subject = own.String()
	}
	if said := new(apierrors.StatusError); errors.As(err, &said) {
		s := &said.ErrStatus
		s.Message = strings.ReplaceAll(s.Message, trial.Name, own.Name)
		if s.Details != nil {
			for i := range s.Details.Causes {
				cause := &s.Details.Causes[i]
				cause.Message = strings.ReplaceAll(cause.Message, trial.Name, own.Name)
			}
		}
	}
	return err
}

func renamed(v any, from, to string) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, from, to)
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = renamed(item, from, to)
		}
		return list
	case map[string]any:
		fields := make(map[string]any, len(v))
		for name, field := range v {
			fields[name] = renamed(field, from, to)
		}
		return fields
	}
	return v
}

// labelledAs is a Job whose Pods have its new name where the configuration labels them with
// its name, as the server would, which refuses any other there.
func labelledAs(job map[string]any, from, to string) map[string]any {
	labels, ok := object.At(job, "spec", "template", "metadata", "labels").(map[string]any)
	if !ok || object.At(job, "spec", "manualSelector") == true {
		return job
	}
	labels = maps.Clone(labels)
	for _, name := range []string{batchv1.JobNameLabel, "job-name"} {
		if labels[name] == from {
			labels[name] = to
		}
	}
	return object.WithNested(job, labels, "spec", "template", "metadata", "labels")
}

// WithDefaults is a new object, as it was computed, with the defaults that the live one has: a
// server gives it the same, where nobody has set those fields.
func WithDefaults(c *compare.Comparison, computed map[string]any) (map[string]any, error) {
	changes, err := kubeschema.Diff(c.Live, computed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	owners, err := c.Restored.OwnersOf(c.Meta)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	var defaults []object.Path
	for _, d := range changes {
		owned := func(o ownership.Owner) bool { return kubeschema.HasWithin(o.Fields, d.Path) }
		if d.AfterAt.IsRoot() && !kubeschema.HasWithin(c.Owned, d.Path) && !slices.ContainsFunc(owners, owned) {
			defaults = append(defaults, d.Path)
		}
	}
	return kubeschema.Carried(computed, c.Live, defaults), nil
}

func withoutNodePorts(service map[string]any) map[string]any {
	if spec, ok := service["spec"].(map[string]any); ok {
		service = object.With(service, "spec", object.Without(spec, "healthCheckNodePort"))
	}
	ports, ok := object.At(service, "spec", "ports").([]any)
	if !ok {
		return service
	}
	free := make([]any, len(ports))
	for i, p := range ports {
		free[i] = p
		if port, ok := p.(map[string]any); ok {
			free[i] = object.Without(port, "nodePort")
		}
	}
	return object.With(service, "spec", object.With(service["spec"].(map[string]any), "ports", free))
}
