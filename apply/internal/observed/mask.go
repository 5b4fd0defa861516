package observed

import (
	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
)

// MaskTexts masks what a live object of a cluster repeats of what others said:
// the messages in its status, the images of its containers, the text of an event.
// Nothing else of it is ever shown. The object is changed.
func MaskTexts(content map[string]any, mask object.Mask) {
	if mask.IsEmpty() {
		return
	}
	maskField(content, "message", mask)
	maskField(content, "note", mask)
	if status, ok := content["status"].(map[string]any); ok {
		maskWithin(status, mask)
	}
}

func maskWithin(v any, mask object.Mask) {
	switch v := v.(type) {
	case map[string]any:
		for _, field := range []string{"message", "image", "imageID"} {
			maskField(v, field, mask)
		}
		for _, inner := range v {
			maskWithin(inner, mask)
		}
	case []any:
		for _, inner := range v {
			maskWithin(inner, mask)
		}
	}
}

func maskField(m map[string]any, field string, mask object.Mask) {
	if text, ok := m[field].(string); ok {
		m[field] = mask.Text(text)
	}
}

// MaskOf is the mask of a live object's values at the given paths, and of all
// that a Secret holds.
func MaskOf(ref object.Ref, content map[string]any, paths []object.Path) (object.Mask, error) {
	if ref.GroupKind() == kind.Secret {
		return object.NewMask(&object.Manifest{Ref: ref, Content: content}), nil
	}
	if len(paths) == 0 {
		return object.Mask{}, nil
	}
	marked, err := kubeschema.Mark(ref, content, paths)
	if err != nil {
		return object.Mask{}, err
	}
	return object.NewMask(marked), nil
}
