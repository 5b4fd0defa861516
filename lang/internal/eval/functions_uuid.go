package eval

import (
	"github.com/google/uuid"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// uuidv5Func makes the same identifier of the same name each time.
func uuidv5Func() function.Function {
	known := map[string]uuid.UUID{"dns": uuid.NameSpaceDNS, "url": uuid.NameSpaceURL, "oid": uuid.NameSpaceOID, "x500": uuid.NameSpaceX500}
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "namespace", Type: cty.String}, {Name: "name", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			space, ok := known[args[0].AsString()]
			if !ok {
				var err error
				if space, err = uuid.Parse(args[0].AsString()); err != nil {
					return cty.NilVal, function.NewArgErrorf(0, `must be "dns", "url", "oid", "x500" or a UUID`)
				}
			}
			return cty.StringVal(uuid.NewSHA1(space, []byte(args[1].AsString())).String()), nil
		},
	})
}
