stack "shop" {}

workload "first" { # error: depends_on forms a cycle: workload.first needs workload.second needs workload.first.
  kind       = "Deployment"
  depends_on = [workload.second]
  container "nginx" {
    image = "nginx:1.27"
  }
}

workload "second" {
  kind       = "Deployment"
  depends_on = [workload.first]
  container "nginx" {
    image = "nginx:1.27"
  }
}
