package rollout

import (
	"encoding/json"
	"hash/fnv"
	"strings"
	"time"
)

// newsOf is what a status says, as one number: another one where it says anything else. When
// things happened is no news, which heartbeats would be otherwise.
func newsOf(status any) uint64 {
	h := fnv.New64a()
	_ = json.NewEncoder(h).Encode(timeless(status)) // what was JSON can be; a hash takes all
	return h.Sum64()
}

// timeless is a value without times.
func timeless(v any) any {
	switch v := v.(type) {
	case map[string]any:
		kept := map[string]any{}
		for key, inner := range v {
			if name := strings.ToLower(key); strings.HasSuffix(name, "time") || strings.HasSuffix(name, "timestamp") ||
				strings.Contains(name, "heartbeat") || name == "resourceversion" {
				continue
			}
			kept[key] = timeless(inner)
		}
		return kept
	case []any:
		kept := make([]any, len(v))
		for i, inner := range v {
			kept[i] = timeless(inner)
		}
		return kept
	case string:
		if _, err := time.Parse(time.RFC3339, v); err == nil {
			return ""
		}
	}
	return v
}
