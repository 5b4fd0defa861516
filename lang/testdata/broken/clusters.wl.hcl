stack "shop" {}

variable "secret" {
  default   = { a = "x" }
  sensitive = true
}

variable "kept" {
  default   = "x"
  sensitive = true
}

cluster "list" {
  for_each = ["x"] # error: The for_each of cluster "list" must be a map, an object or a set of strings, and not sensitive
  context  = each.value
}

cluster "null" {
  for_each = null # error: for_each is null, but must be a map, an object or a set of strings. Write {} for no blocks.
  context  = each.value
}

cluster "secret" {
  for_each = var.secret # error: for_each must not be sensitive
}

cluster "secrets" {
  for_each = toset([var.kept]) # error: for_each must not be sensitive
}

cluster "unknown" {
  for_each = var.missing # error: There is no var.missing.
  context  = each.value.context
  labels   = each.value.labels
}

cluster "self" {
  for_each = cluster.self # error: cluster.self needs cluster.self
}

cluster "target" {
  for_each = target.labels # error: target is the cluster of the objects
}

cluster "keys" {
  for_each = toset(["a b", "ok"]) # error: contain only letters, digits
}

cluster "count" {
  count = 2 # error: "count"
}

cluster "alone" {
  context = each.key # error: each has a value only in a block with for_each
}

cluster "x" {
  for_each = toset(["y-z", "1"])
}

cluster "x-y" { # error: cluster.x-y["z"] has the name "x-y-z", and so has cluster.x["y-z"] at stack.wl.hcl:57. Rename one of the two.
  for_each = { z = "ctx" }
}

config_map "named" {
  clusters = [cluster.x-1] # error: One that the for_each of cluster "x" makes is cluster.x["1"] in expressions.
  data     = { a = "b" }
}

config_map "no-list" {
  clusters = cluster.x # error: clusters must be a list of references to clusters of the stack.
  data     = { a = "b" }
}

config_map "no-cluster" {
  clusters = [{ a = { name = tostring(null) } }] # error: clusters must be a list of references to clusters of the stack.
  data     = { a = "b" }
}

config_map "key" {
  clusters = [cluster.x["nope"]] # error: cluster.x has no "nope"
  data     = { a = "b" }
}

config_map "follow-up" {
  clusters = [cluster.unknown["a"], cluster.unknown]
  data     = { a = "b" }
}

rollout {
  wave "eu" {
    clusters = [cluster.unknown["eu"]]
  }

  wave "rest" {
    select = { region = "us" }
  }
}
