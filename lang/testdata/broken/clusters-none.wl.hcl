stack "shop" {}

variable "regions" {
  default = {}
}

cluster "prod" {
  for_each = var.regions # error: The for_each of cluster "prod" is empty, and the stack has no other cluster.
  context  = each.value
}

rollout {
  wave "all" {
    select = {}
  }
}
