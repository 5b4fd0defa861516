package state

import (
	"bytes"
	"encoding/json"

	kjson "k8s.io/apimachinery/pkg/util/json"
)

// Output is a value that the configuration shows once it is applied. Of a sensitive one
// only the name is kept.
type Output struct {
	Name      string `json:"name"`
	Value     any    `json:"value,omitempty"` // in JSON's form
	Sensitive bool   `json:"sensitive,omitempty"`
}

// UnmarshalJSON reads numbers as Kubernetes does: whole ones as int64.
func (o *Output) UnmarshalJSON(raw []byte) error {
	type plain Output
	var read struct {
		plain
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal(raw, &read); err != nil {
		return err
	}
	*o = Output(read.plain)
	if read.Value == nil {
		return nil
	}
	return kjson.Unmarshal(read.Value, &o.Value)
}

// HasOutputs reports whether these are the revision's outputs; nil are any.
func (r *Revision) HasOutputs(outputs []Output) bool {
	if outputs == nil || len(outputs)+len(r.Outputs) == 0 {
		return true
	}
	kept, err := json.Marshal(r.Outputs)
	if err != nil {
		return false
	}
	these, err := json.Marshal(outputs)
	return err == nil && bytes.Equal(kept, these)
}
