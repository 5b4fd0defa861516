package recorded

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	yaml "go.yaml.in/yaml/v3"
	utiljson "k8s.io/apimachinery/pkg/util/json"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// filled is text with the names of a stack in the places that are left for them.
func filled(text string, s object.Stack) string {
	return strings.NewReplacer("NAMESPACE", s.Namespace, "STACK", s.Name, "OTHER_SET", otherStack(s).ApplySetID()).Replace(text)
}

// extras are what a manifest says of itself beside its content, by the key wl.
type extras struct {
	Address        string        `json:"address"`
	PreventDestroy bool          `json:"prevent_destroy"`
	Release        bool          `json:"release"`
	Adopt          bool          `json:"adopt"`
	RunsAlways     bool          `json:"runs_always"`
	IgnoreFields   []object.Path `json:"ignore_fields"`
	ForceFields    []object.Path `json:"force_fields"`
	Sensitive      []object.Path `json:"sensitive"`
}

// Manifests reads the objects of a file of a case as the compiler would give
// them: each value knows its line. They are in the stack's namespace, unless they
// name another one or are of a kind without.
func (c *Case) Manifests(file string, s object.Stack) ([]object.Manifest, error) {
	text := c.File(file)
	if text == "" {
		return nil, fmt.Errorf("%s: there is no file %s", c.path, file)
	}
	var manifests []object.Manifest
	for decoder := yaml.NewDecoder(strings.NewReader(filled(text, s))); ; {
		var document yaml.Node
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return manifests, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", c.path, file, err)
		}
		m, err := manifestIn(document.Content[0], file, s)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", c.path, file, err)
		}
		manifests = append(manifests, m)
	}
}

func manifestIn(node *yaml.Node, file string, s object.Stack) (m object.Manifest, err error) {
	m = object.Manifest{Origin: rangeOf(node, file), Fields: map[object.Path]object.Range{}}
	if m.Content, err = contentOf(node); err != nil {
		return m, err
	}
	var e extras
	raw, err := json.Marshal(m.Content["wl"])
	if err == nil {
		err = json.Unmarshal(raw, &e)
	}
	if err != nil {
		return m, err
	}
	delete(m.Content, "wl")
	placeFields(node, object.Path{}, file, m.Fields)
	m.APIVersion, _ = m.Content["apiVersion"].(string)
	if m.Ref, err = placed(m.Content, s); err != nil {
		return m, err
	}
	m.Sensitive, m.Address = e.Sensitive, e.Address
	if m.Address == "" {
		m.Address = strings.ToLower(m.Ref.Kind) + "." + m.Ref.Name
	}
	m.Lifecycle = object.Lifecycle{PreventDestroy: e.PreventDestroy, Release: e.Release, Adopt: e.Adopt, RunsAlways: e.RunsAlways, IgnoreFields: e.IgnoreFields, ForceFields: e.ForceFields, Origin: m.Origin}
	return m, nil
}

// placed puts an object into the stack's namespace, if it is to be in one and names
// no other.
func placed(content map[string]any, s object.Stack) (object.Ref, error) {
	metadata, _ := content["metadata"].(map[string]any)
	meta, err := object.MetaOf(content)
	if err != nil || metadata == nil {
		return meta.Ref, errors.Join(err, errors.New("this is no object: it has no metadata"))
	}
	known, ok := kind.Lookup(meta.Ref.GroupKind())
	switch metadata["namespace"] {
	case nil:
		if !ok || known.Namespaced {
			metadata["namespace"], meta.Ref.Namespace = s.Namespace, s.Namespace
		}
	case "": // of a kind that is not known here, and of the cluster
		delete(metadata, "namespace")
	}
	return meta.Ref, nil
}

// labelled is an object with the labels of its stack.
func labelled(m object.Manifest, s object.Stack) object.Manifest {
	metadata, _ := m.Content["metadata"].(map[string]any)
	own, _ := metadata["labels"].(map[string]any)
	labels := map[string]any{}
	for k, v := range s.MemberLabels() {
		labels[k] = v
	}
	for k, v := range own {
		labels[k] = v
	}
	m.Content = with(m.Content, "metadata", with(metadata, "labels", labels))
	return m
}

func contentOf(node *yaml.Node) (map[string]any, error) {
	var v, content map[string]any
	if err := node.Decode(&v); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return content, utiljson.Unmarshal(raw, &content)
}

// placeFields notes on which line each value stands.
func placeFields(node *yaml.Node, at object.Path, file string, into map[object.Path]object.Range) {
	if !at.IsRoot() {
		into[at] = rangeOf(node, file)
	}
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i < len(node.Content); i += 2 {
			placeFields(node.Content[i+1], at.Field(node.Content[i].Value), file, into)
		}
	case yaml.SequenceNode:
		for i, item := range node.Content {
			placeFields(item, at.Index(i), file, into)
		}
	}
}

func rangeOf(node *yaml.Node, file string) object.Range {
	return object.Range{File: file, StartLine: node.Line, EndLine: node.Line}
}
