# The Job of a check has one name in a run: one wave cannot run it twice, another wave can.
stack "shop" { limits = "kubernetes" }

cluster "a" {}
cluster "b" {}

rollout {
  wave "first" {
    select = { name = "a" }
    check "smoke" {
      workload = workload.smoke
    }
    check "load" {
      workload = workload.each["load"]
    }
    check "other" {
      workload = workload.each["other"]
    }
    check "again" {
      workload = workload.smoke # error: The check "smoke" at stack.wl.hcl:11 runs workload.smoke, too, and its Job has one name in a run.
    }
    check "once-more" {
      workload = workload.each["load"] # error: The check "load" at stack.wl.hcl:14 runs workload.each["load"], too
    }
  }
  wave "rest" {
    select = {}
    check "smoke" {
      workload = workload.smoke
    }
  }
}

workload "smoke" {
  kind = "Job"
  container "main" {
    image = "busybox:1.37.0"
  }
}

workload "each" {
  for_each = { load = 1, other = 2 }
  name     = each.key
  kind     = "Job"
  container "main" {
    image = "busybox:1.37.0"
  }
}
