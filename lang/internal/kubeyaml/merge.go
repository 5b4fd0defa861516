package kubeyaml

import (
	"fmt"
	"strings"

	yamlv2 "go.yaml.in/yaml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/workloadlang/wl/internal/object"
)

// decoded is a document as the strict decoder reads it, but for keys that override what a merge
// key gives: it calls these set twice, and kubectl takes them.
func (d Document) decoded() (content any, err error) {
	err = yamlv2.UnmarshalStrict([]byte(d.text), &content)
	if err == nil {
		return content, nil
	}
	if !onlyRepeats(err) {
		return nil, d.explained(err)
	}
	if problem := d.tree().repeated(err); problem != nil {
		return nil, problem
	}
	content = nil
	if err := yamlv2.Unmarshal([]byte(d.text), &content); err != nil {
		return nil, d.explained(err)
	}
	return content, nil
}

// alreadySet is how the decoder ends its complaint of a key that is set twice.
const alreadySet = "already set in map"

// onlyRepeats reports whether keys that are set twice are all that the decoder complains of.
func onlyRepeats(err error) bool {
	several, ok := err.(*yamlv2.TypeError)
	if !ok {
		return false
	}
	for _, text := range several.Errors {
		if !strings.HasSuffix(text, alreadySet) {
			return false
		}
	}
	return true
}

// repeated is the first key that is there twice, where strict complains of some; nil where all of
// these override what is merged before them.
func (t *tree) repeated(strict error) error {
	if t.root == nil {
		return t.document.explained(strict)
	}
	merges := false
	var look func(n *yaml.Node) error
	look = func(n *yaml.Node) error {
		if n.Kind == yaml.MappingNode {
			merged, err := t.unambiguous(n, strict)
			if merges = merges || merged; err != nil {
				return err
			}
		}
		for _, inner := range n.Content {
			if err := look(inner); err != nil {
				return err
			}
		}
		return nil
	}
	if err := look(t.root); err != nil || merges {
		return err
	}
	return t.document.explained(strict)
}

// unambiguous reports whether a mapping merges others. The error is a key that is there twice, or
// stands before the merge key that gives it, too: YAML takes the one that is written, and kubectl
// the one that is merged later.
func (t *tree) unambiguous(n *yaml.Node, strict error) (merges bool, err error) {
	written := make(map[object.Element]*yaml.Node)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		name, ok := keyOf(key)
		switch {
		case !ok || target(key).Style&yaml.TaggedStyle != 0:
			return false, t.document.explained(strict)
		case key.Tag != mergeTag && written[object.FieldOf(name)] != nil, key.Tag == mergeTag && merges:
			return false, t.document.problem(key.Line, fmt.Sprintf("the key %q is there twice. Remove one of them", name))
		case key.Tag != mergeTag:
			written[object.FieldOf(name)] = key
			continue
		}
		merges = true
		for _, f := range entries(&yaml.Node{Content: n.Content[i : i+2]}, make(map[string]bool), 0) {
			if before := written[f.step]; before != nil {
				return true, t.document.problem(before.Line, fmt.Sprintf("the key %q is also in what << merges below it, and kubectl would take that. Write << first, so that the key counts", before.Value))
			}
		}
	}
	return merges, nil
}
