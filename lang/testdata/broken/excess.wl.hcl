stack "shop" {}

# What asks for more than there is room for.
config_map "settings" {
  data = {
    wide     = format("%99999s", "x")                                          # error: has %99999; a width may be at most 10000. Make it smaller
    long     = replace(format("%9999s", ""), " ", format("%9999s", ""))        # error: the result has 99980001 bytes; at most 67108864 are allowed. Pass less
    product  = length(setproduct(range(400), range(400)))                      # error: the result has 160000 elements; at most 100000 are allowed.
    numbers  = length(range(0, 1e9))                                           # error: more than 1024 values were generated
    indented = indent(1e9, "a\nb")                                             # error: the result has 1000000000 bytes
    nothing  = log(1, 1)                                                       # error: must be more than 0 and not 1
    path     = abspath("settings")                                             # error: paths are relative to the module's directory, on every machine; use path.module
    now      = plantimestamp()                                                 # error: compiling the same files must give the same objects; pass the value in a variable
  }
}

workload "many-01" {
  kind     = "Deployment"
  replicas = 99999999999 # error: replicas must be 0 or more; this is 99999999999, and Kubernetes accepts at most 2147483647.
  container "main" {
    image = "nginx:1.27"
  }
}
