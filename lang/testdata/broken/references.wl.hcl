stack "shop" {
  namespace = target.name # error: target is the cluster of the objects
}

locals {
  a     = local.b
  b     = local.c
  c     = "${local.a}!" # error: local.a needs local.b needs local.c needs local.a
  self  = local.self # error: local.self needs local.self
  where = var.regoin # error: There is no var.regoin. Did you mean "region"?
  bare  = Always     # error: For a string, write "Always" in quotes
  alone = var        # error: var must be followed by a name
  each  = each.key   # error: each has a value only in a block with for_each
  field = config_map.conf.data # error: config_map.conf has no "data"; it has name, namespace.
  call  = uper("x")  # error: There is no function named "uper"
  when  = timestamp() # error: compiling the same files must give the same objects
  out   = file("../../etc/passwd") # error: is outside the stack's directory
  none  = file("missing.conf")     # error: cannot read missing.conf
}

variable "region" {
  default = "eu"
}

variable "region2" {
  default = var.region # error: The value of a variable cannot refer to var.
}

config_map "conf" {
  data = { region = var.region }
}

workload "nginx-01" {
  kind     = "Deployment"
  clusters = [cluster.prod] # error: There is no cluster.prod. Declare it with cluster "prod" {}
  container "nginx" {
    image = "nginx:${locl.tag}" # error: Nothing is called "locl". Did you mean "local"?
    environment {
      variables = {
        CONF  = config_map.cnf.name          # error: There is no config_map.cnf. Did you mean "conf"?
        OTHER = workload.nginx-02.name       # error: There is no workload.nginx-02. Did you mean "nginx-01"?
        KIND  = workload.nginx-01.service["nginx"].prot # error: workload.nginx-01.service["nginx"] has no "prot". Did you mean "port"?
        DNS   = workload.nginx-01.service["web"].dns_name # error: workload.nginx-01.service has no "web"; it has "nginx".
      }
    }
  }
  service "nginx" {
    port "http" {
      port = 80
    }
  }
}

workload "first" {
  kind       = "Deployment"
  depends_on = [workload.second, var.region] # error: depends_on lists blocks that make objects
  container "nginx" {
    image = "nginx:1.27"
  }
}

workload "second" { # error: depends_on forms a cycle: workload.second needs workload.third needs workload.second
  kind       = "Deployment"
  depends_on = [workload.third]
  container "nginx" {
    image = "nginx:1.27"
  }
}

workload "third" {
  kind       = "Deployment"
  depends_on = [workload.second, workload.fourth] # error: There is no workload.fourth.
  container "nginx" {
    image = "nginx:1.27"
  }
}
