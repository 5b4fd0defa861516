package eval

import (
	"errors"
	"fmt"
	"math/big"
	"net/netip"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

func networkFunctions() map[string]function.Function {
	return map[string]function.Function{
		"cidrnetmask": text("prefix", cidrNetmask),
		"cidrhost":    network([]string{"hostnum"}, func(p netip.Prefix, n []int64) (string, error) { return cidrHost(p, n[0]) }),
		"cidrsubnet":  network([]string{"newbits", "netnum"}, func(p netip.Prefix, n []int64) (string, error) { return cidrSubnet(p, n[0], n[1]) }),
		"cidrsubnets": cidrSubnetsFunc(),
	}
}

// network makes a function of a network and whole numbers.
func network(names []string, f func(netip.Prefix, []int64) (string, error)) function.Function {
	parameters := []function.Parameter{{Name: "prefix", Type: cty.String}}
	for _, n := range names {
		parameters = append(parameters, function.Parameter{Name: n, Type: cty.Number})
	}
	return function.New(&function.Spec{
		Params: parameters,
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			p, err := parsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			numbers, err := wholeNumbers(args[1:])
			if err != nil {
				return cty.NilVal, err
			}
			s, err := f(p, numbers)
			return cty.StringVal(s), err
		},
	})
}

// cidrSubnetsFunc numbers consecutive subnets of the given sizes.
func cidrSubnetsFunc() function.Function {
	return function.New(&function.Spec{
		Params:   []function.Parameter{{Name: "prefix", Type: cty.String}},
		VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
		Type:     function.StaticReturnType(cty.List(cty.String)),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			p, err := parsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			numbers, err := wholeNumbers(args[1:])
			if err != nil {
				return cty.NilVal, err
			}
			subnets, err := cidrSubnets(p, numbers)
			if err != nil || len(subnets) == 0 {
				return cty.ListValEmpty(cty.String), err
			}
			return cty.ListVal(subnets), nil
		},
	})
}

// wholeNumbers reads the arguments that follow a network.
func wholeNumbers(args []cty.Value) ([]int64, error) {
	numbers := make([]int64, len(args))
	for i, a := range args {
		n, accuracy := a.AsBigFloat().Int64()
		if accuracy != big.Exact {
			return nil, function.NewArgErrorf(i+1, "must be a whole number of at most 64 bits")
		}
		numbers[i] = n
	}
	return numbers, nil
}

func parsePrefix(s string) (netip.Prefix, error) {
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return p, errors.New("is not a network in the form 10.0.0.0/16")
	}
	return p.Masked(), nil
}

func cidrNetmask(s string) (string, error) {
	p, err := parsePrefix(s)
	if err != nil {
		return "", err
	}
	if !p.Addr().Is4() {
		return "", errors.New("is an IPv6 network, which has no netmask")
	}
	mask := ^uint32(0) << (32 - p.Bits())
	return netip.AddrFrom4([4]byte{byte(mask >> 24), byte(mask >> 16), byte(mask >> 8), byte(mask)}).String(), nil
}

// cidrHost counts from the network's end for negative numbers.
func cidrHost(p netip.Prefix, n int64) (string, error) {
	size := new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
	number := big.NewInt(n)
	if n < 0 {
		number.Add(number, size)
	}
	if number.Sign() < 0 || number.Cmp(size) >= 0 {
		return "", fmt.Errorf("the network %s has no host %d", p, n)
	}
	return plus(p.Addr(), number).String(), nil
}

func cidrSubnet(p netip.Prefix, newBits, n int64) (string, error) {
	bits, err := extended(p, newBits)
	if err != nil {
		return "", err
	}
	number := big.NewInt(n)
	if n < 0 || number.Cmp(new(big.Int).Lsh(big.NewInt(1), uint(newBits))) >= 0 {
		return "", fmt.Errorf("%d bits are too few for the subnet %d", newBits, n)
	}
	number.Lsh(number, uint(p.Addr().BitLen()-bits))
	return netip.PrefixFrom(plus(p.Addr(), number), bits).String(), nil
}

func cidrSubnets(p netip.Prefix, newBits []int64) ([]cty.Value, error) {
	var subnets []cty.Value
	next, size := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-p.Bits()))
	for _, n := range newBits {
		bits, err := extended(p, n)
		if err != nil {
			return nil, err
		}
		step := new(big.Int).Lsh(big.NewInt(1), uint(p.Addr().BitLen()-bits))
		// A subnet begins at a multiple of its own size.
		next.Add(next, new(big.Int).Sub(step, big.NewInt(1)))
		next.Sub(next, new(big.Int).Mod(next, step))
		if new(big.Int).Add(next, step).Cmp(size) > 0 {
			return nil, fmt.Errorf("the network %s is too small for these subnets", p)
		}
		subnets = append(subnets, cty.StringVal(netip.PrefixFrom(plus(p.Addr(), next), bits).String()))
		next.Add(next, step)
	}
	return subnets, nil
}

func extended(p netip.Prefix, newBits int64) (int, error) {
	if newBits < 0 || newBits > int64(p.Addr().BitLen()-p.Bits()) {
		return 0, fmt.Errorf("the network %s cannot be extended by %d bits", p, newBits)
	}
	return p.Bits() + int(newBits), nil
}

func plus(a netip.Addr, n *big.Int) netip.Addr {
	sum := new(big.Int).SetBytes(a.AsSlice())
	sum.Add(sum, n)
	bytes := make([]byte, a.BitLen()/8)
	result, _ := netip.AddrFromSlice(sum.FillBytes(bytes))
	return result
}
