package eval

import (
	"errors"
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// timecmpFunc orders two times: -1, 0 or 1.
func timecmpFunc() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "timestamp_a", Type: cty.String}, {Name: "timestamp_b", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			var times [2]time.Time
			for i, a := range args {
				t, err := time.Parse(time.RFC3339, a.AsString())
				if err != nil {
					return cty.UnknownVal(cty.Number), function.NewArgError(i, errors.New(`is not a time in the form "2006-01-02T15:04:05Z"`))
				}
				times[i] = t
			}
			return cty.NumberIntVal(int64(times[0].Compare(times[1]))), nil
		},
	})
}
