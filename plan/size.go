package plan

import (
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
)

// maxStored is what etcd takes in one request unless it is told otherwise. A
// dry-run does not reach etcd, and so does not notice.
const maxStored = 3 << 19 // 1.5 MiB

// tooLarge is the problem that the server could not store an object: its text alone is
// more than that.
func tooLarge(m *object.Manifest) *Problem {
	size := textSize(m.Content)
	if size <= maxStored {
		return nil
	}
	p := problem(ProblemTooLarge, fact.Args{"object": m.Ref, "bytes": size, "limit": maxStored})
	return &p
}

// textSize is the length of all strings of a JSON value.
func textSize(v any) int {
	size := 0
	switch v := v.(type) {
	case string:
		return len(v)
	case map[string]any:
		for k, item := range v {
			size += len(k) + textSize(item)
		}
	case []any:
		for _, item := range v {
			size += textSize(item)
		}
	}
	return size
}
